"""Prompts are data: `prompts/NAME.md` with strict $variables; and what text from outside goes through on its way in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from index import PromptError
from qa.marks import disarm

# Nobody sees these, and a model reads them: soft hyphen, zero-width and bidi controls, invisible operators, variation
# selectors, Unicode tags, control characters, halves of surrogate pairs. The two joiners stay where Arabic, Indic and
# other scripts are spelt with them: once, after one of their letters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ud800-\udfff\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![\u0590-\u1cff])[\u200c\u200d]"
)
# "<|im_end|>", "</s>", "<start_of_turn>", "[/INST]": where a turn of the conversation ends, to a model's tokenizer.
_CONTROL_TOKEN = re.compile(r"<(?=[/|!?\w\uff5c])(?!\d)|\[(?=/?[A-Z_]{3,}\])")


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


def fence(text: str, nonce: str) -> str:
    """`text` from outside, made fit to stand between fences that carry `nonce`: it can neither close nor forge them.

    Nor can it end a model's turn, pose as a numbered passage ("[1]" becomes "(1)"), or say what no reader sees.
    """
    text = _INVISIBLE.sub("", text)
    text = _CONTROL_TOKEN.sub(r"\g<0> ", text)
    text = disarm(text)
    return re.sub(re.escape(nonce), "…", text, flags=re.IGNORECASE)
