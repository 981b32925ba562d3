"""What is read of a GGUF header, and files that are none."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.gguf import Header, read_header


def text(value):
    return struct.pack("<Q", len(value)) + value


def header(*entries, tensors=(), version=3):
    return struct.pack("<4sIQQ", b"GGUF", version, len(tensors), len(entries)) + b"".join([*entries, *tensors])


def tensor(name, *dimensions, offset):
    return text(name) + struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, 0, offset)


NAME = text(b"general.architecture") + struct.pack("<I", 8) + text(b"qwen2")
FLAG = text(b"general.checked") + struct.pack("<IB", 7, 1)
WORDS = text(b"tokenizer.tokens") + struct.pack("<IIQ", 9, 8, 2) + text(b"a") + text(b"bcd")
SCORES = text(b"tokenizer.scores") + struct.pack("<IIQ3f", 9, 6, 3, 1, 2, 3)
LENGTH = text(b"qwen2.context_length") + struct.pack("<II", 4, 32768)
LONG = text(b"llama.context_length") + struct.pack("<IQ", 10, 1 << 40)


TENSORS = (tensor(b"blk.0.norm", 64, offset=4096), tensor(b"token_embd", 64, 16, offset=0))


def read(tmp_path, data):
    (tmp_path / "model.gguf").write_bytes(data)
    return read_header(tmp_path / "model.gguf")


@pytest.mark.parametrize(
    ("entries", "context"),
    [
        ([LENGTH], 32768),
        ([NAME, FLAG, WORDS, SCORES, LENGTH, WORDS], 32768),
        ([NAME, LONG], 1 << 40),
        ([NAME, WORDS], None),
        ([], None),
    ],
)
def test_the_context_is_found_wherever_it_is(tmp_path, entries, context):
    assert read(tmp_path, header(*entries)) == Header(context, 0)


def test_the_last_tensor_is_the_one_that_begins_last(tmp_path):
    data = header(NAME, LENGTH, tensors=TENSORS)
    assert read(tmp_path, data) == Header(32768, len(data) + 4096)
    assert read(tmp_path, data + bytes(100)) == Header(32768, len(data) + 4096)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no GGUF file at all, but longer than a header",
        header(LENGTH, version=4),
        header(text(b"unknown") + struct.pack("<IQ", 99, 1)),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + b"\xff" * 99,
    ],
)
def test_a_file_that_is_none_says_nothing(tmp_path, data):
    assert read(tmp_path, data) is None


@given(cut=st.integers(4, 10_000))
def test_a_file_that_ends_in_its_header_says_so(tmp_path_factory, cut):
    data = header(NAME, FLAG, WORDS, SCORES, LENGTH, tensors=TENSORS)
    with pytest.raises(EOFError):
        read(tmp_path_factory.getbasetemp(), data[: max(4, cut % len(data))])


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_damage_raises_another_error(tmp_path_factory, at, byte):
    data = bytearray(header(NAME, FLAG, WORDS, SCORES, LENGTH, tensors=TENSORS))
    data[at % len(data)] = byte
    try:
        found = read(tmp_path_factory.getbasetemp(), bytes(data))
    except EOFError:
        return
    assert found is None or found.last >= 0
