"""Prompts are data: `prompts/NAME.md` with strict $variables; and what text from outside goes through on its way in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from index import PromptError
from qa.marks import disarm
from qa.unseen import one_line

LONGEST_PASSAGE = 4000
"""Characters of a passage's text that a model is given: far more than one has."""

# "<|im_end|>", "</s>", "<start_of_turn>", "[/INST]": where a turn of the conversation ends, to a model's tokenizer,
# also once it has turned full-width forms into plain ones. "[NATO]" and "[sic]" are a newspaper's.
_TOKEN = re.compile(
    r"[<＜﹤](?=[/|!?\w\uff5c／！？<＜])(?!\d)|"
    r"[\[［](?=[|｜]|[/／]|(?:[A-Z]+_[A-Z_]+|INST|SYS|IMG|THINK|ARGS|PREFIX|SUFFIX|MIDDLE|PAD|UNK|CLS|SEP|MASK|[gs]MASK|BOS"
    r"|EOS|EOT)[\]］])"
)
# Lines drawn, headings and blocks: a newspaper's rule would look like our fence.
_DRAWN = re.compile('([-=_*#~`"\u2010-\u2015\u2212\u2500-\u257f\ufe58\ufe63\uff0d\uff1d\uff03])(?:[ \t]?\\1){2,}')


# How a turn, a question, a heading or a quotation begins where they begin lines.
_TURN = re.compile(r"[-–—#>*|=~_`]|[\[(]\d+[\])]|\w{1,20}(?: \w{1,20}){0,2} ?:|today is\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The text of `prompts/NAME.md`. `fingerprint`, 12 hex digits, changes with the text."""

    name: str
    text: str

    @property
    def fingerprint(self) -> str:
        """The first 12 hex digits of the text's SHA-256."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def variables(self) -> frozenset[str]:
        """The names of the text's $variables."""
        return frozenset(Template(self.text).get_identifiers())

    def render(self, **values: object) -> str:
        """The text with each variable's value in its place, as it is: a `$` in a value means nothing.

        Raises PromptError where a variable has no value, or a value no variable.
        """
        for problem, names in (
            ("needs a value for", self.variables - values.keys()),
            ("has no variable", values.keys() - self.variables),
        ):
            if names:
                listed = ", ".join(f"${name}" for name in sorted(names))
                raise PromptError(f"prompts/{self.name}.md {problem} {listed}: mend the file or what fills it.")
        return Template(self.text).substitute(values)


def load_prompt(name: str) -> Prompt:
    """The prompt in `prompts/NAME.md`. Raises PromptError where there is none, or a `$` in it stands alone."""
    folder = files("prompts")
    try:
        text = folder.joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        there = ", ".join(
            sorted(file.name.removesuffix(".md") for file in folder.iterdir() if file.name.endswith(".md"))
        )
        raise PromptError(f"prompts/{name}.md cannot be read: use one of {there}, or mend that file.") from error
    if not Template(text).is_valid():
        raise PromptError(f"prompts/{name}.md holds a $ that begins no variable: write $$ for the sign itself.")
    return Prompt(name, text)


def fence(text: str, nonce: str, longest: int = LONGEST_PASSAGE) -> str:
    """`text` from outside, made fit to stand between fences that carry `nonce`: it can neither close nor forge them.

    It is one line, of at most `longest` characters, so that it begins no line of a prompt; it cannot end a model's
    turn, pose as a numbered passage ("[1]" becomes "(1)"), or say what no reader sees.
    """
    text = _DRAWN.sub(r"\1", one_line(text))
    text = _TOKEN.sub(r"\g<0> ", text)
    text = disarm(text)
    text = re.sub(re.escape(nonce), "…", text, flags=re.IGNORECASE)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def fence_passage(text: str, nonce: str) -> str:
    """The same for text that stands at the beginning of a line: "System: …" there is "… System: …"."""
    text = fence(text, nonce)
    return f"… {text}" if _TURN.match(text) else text
