"""Text decoded in the wrong encoding is mended; text that is right is never touched."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, read_articles
from index.readers.mojibake import repaired

RIGHT = (
    "The café’s owner said “no” — twice. It’s ‘over’… for £5, €10 or ¥500.",
    "“À côté,” dit-il, « c’est l’humanité » ; NAÏVETÉ, ÉTÉ, Où êtes-vous ?",
    "„Größe“, sagte er – ÄÖÜ äöüß und ‚Straße‘. MÜNCHEN. Ärzte über Übermut.",
    "São Paulo — “NÃO”, disse o irmão: ações, coração, Ângela, À tarde às 10h.",
    "El niño dijo: «¿Qué?» ¡Año nuevo! 25 ºC, 1.ª edición, Señor Ñáñez.",
    "Åse på Øya: «Ærlig talt», sa hun. Smörgåsbord, ÅRET, blåbærsyltetøy.",
    "„Żółw” – powiedział Łukasz. Zażółć gęślą jaźń. ŁÓDŹ, ŚWIĘTO.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. „ČEŠTINA“, řekl.",
    "Șeful a spus: „România și Țara Făgărașului”. ÎNCĂ, ÂNCĂ.",
    "“Evet,” dedi Erdoğan. İstanbul’da ığdır, ŞÇĞÜÖ, âlâ, kâğıt.",
    "Tiếng Việt: Hà Nội, Đà Nẵng, “Ấn tượng”, Â â Ă ă Ê ê Ô ô Ơ ơ.",
    "Þórður sagði: „Já, ég ætla að borða.“ ÞAÐ ER ÉG, ÁÐUR.",
    "Ő űrhajós volt: „Árvíztűrő tükörfúrógép.” ÁÉÍÓÖŐÚÜŰ.",
    "Первое судно с зерном вышло из порта Одессы: «Наконец-то», — сказал он.",
    "Перше судно із зерном вийшло з порту «Одеса» — ґанок, їжак, єдність.",
    "Ο υπουργός είπε «ναι» — Αθήνα, ώρα 10΄.",
    "首相は「はい」と述べた。総理大臣、ガス、ﾊﾝｶｸ、ＡＢＣ。",
    "总理说：“是的。”香港《文汇报》——第１版。",
    "대통령은 “네”라고 말했다. 서울·부산",
    "قال الوزير: «نعم»، ثم غادر. ٢٠٢٢",
    "השר אמר: ”כן“ – ועזב. צה״ל",
    "मंत्री ने कहा, “हाँ”। १९४७",
    "รัฐมนตรีกล่าวว่า “ใช่”",
    "e\u0301 and é, ﬁne, x\u00a0y, 5 × 3 ÷ 2 ± 1, ½ µm², 20 °C, §4, ©™®, Æ œ, AT&amp;T &lt;3 don't \"yes\"",
    "CAFÉ™, “TRÈS BON CAFÉ”, ‘FÊTE’, “É”, Â, Ã, the letter â, Ã.",
    "Ð and ð are Icelandic; Ñ is Spanish.",
)  # fmt: skip
# Once it is mojibake, the end of these words is no longer plain.
CAPITALS = ("“SÓ AMANHÔ, disse «IRMû, ‘MANHÃ’… AMANHÔ. ROMÃ – MAÇÃ—", "the letter “Ã”")
# A lone Â or Ã before a space is a letter only where letters are spoken of.
WORDS = st.sampled_from(sorted({word for text in (*RIGHT, *CAPITALS) for word in text.split(" ") if len(word) > 3}))


@pytest.mark.parametrize("text", [*RIGHT, *CAPITALS])
def test_right_text_of_any_language_stays(text: str) -> None:
    assert repaired(text) == text


@given(st.lists(WORDS, max_size=30))
def test_right_words_in_any_order_stay(words: list[str]) -> None:
    text = " ".join(words)
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("donâ€™t", "don’t"),
        ("â€œHello,â€\x9d he said â€“ twiceâ€¦", "“Hello,” he said – twice…"),
        ("don\u00e2\u0080\u0099t", "don’t"),
        ("cafÃ© society, naÃ¯ve, Ã¼ber", "café society, naïve, über"),
        ("costs Â£5 or â‚¬6", "costs £5 or €6"),
        ("Ã\u00a0 la carte", "à la carte"),
        ("“Right” and donâ€™t", "“Right” and don’t"),
        ("donÃ¢â‚¬â„¢t", "don’t"),
        ("don\x92t \x93yes\x94", "don’t “yes”"),
        ("Первое судно".encode().decode("latin-1"), "Первое судно"),
        ("SÃ“ AMANHÃƒ, CÃ”TE", "SÓ AMANHÃ, CÔTE"),
        ("РџСЂРёРІРµС‚ РјРёСЂ", "Привет мир"),
    ],
)
def test_mojibake_is_mended_and_stays_mended(wrong: str, right: str) -> None:
    assert repaired(wrong) == right
    assert repaired(right) == right


def wrongly(text: str, encoding: str) -> str:
    """`text` in UTF-8, read in another encoding; of bytes that it does not have, as browsers do."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", [text for text in RIGHT if "“" in text])
def test_text_of_any_language_is_mended_from_either_western_encoding(text: str, encoding: str) -> None:
    assert repaired(wrongly(text, encoding)) == text


@given(st.text() | st.lists(WORDS | st.sampled_from("â€™ Ã© Â\xa0 Ã¢â‚¬â„¢ \x92 ðŸ˜€ Ð¼".split())).map(" ".join))
def test_mending_twice_changes_nothing(text: str) -> None:
    assert repaired(repaired(text)) == repaired(text)


@given(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), st.integers(1, 5))
def test_lines_and_white_space_stay(line: str, count: int) -> None:
    text = f"  {line}\t\r\n\n" * count
    assert repaired(text) == text


def test_every_reader_mends_prose_and_names_but_no_address(tmp_path: Path) -> None:
    record = {
        "title": "Itâ€™s over",
        "text": "He said â€œnoâ€\x9d.",
        "source": "Le TÃ©lÃ©gramme",
        "authors": ["ZoÃ« May"],
        "url": "https://example.com/Ã©",
        "desk": "cafÃ©",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (tmp_path / "b.txt").write_text(f"{record['title']}\n\n{record['text']}")
    first, second = read_articles(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.source, first.authors) == (
        "It’s over",
        "He said “no”.",
        "Le Télégramme",
        ("Zoë May",),
    )
    assert (first.url, first.metadata) == (record["url"], {"desk": "cafÃ©"})
    assert (second.title, second.text) == ("It’s over", "He said “no”.")
