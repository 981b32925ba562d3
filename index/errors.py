"""The error tree. Every message is one line that says what is wrong, where, and what to do.

NewsError
├── ReadError          an input cannot be read
├── IndexMissing       there is no index at that place
├── IndexMismatch      the index was made with another recipe
├── IndexLocked        another process is writing, or none may
├── IndexDamaged       a file of the index is lost or not what it was
│   └── VectorsDamaged    one that is made anew from the others
├── EmbedderError      the embedder cannot be loaded, or its weights are not what they should be
├── RerankerError      the reranker cannot be loaded, or is none
├── ModelError         the language model cannot be loaded, reached, or did not answer
├── PromptError        a prompt file and its variables do not match
├── CaseError          a test set cannot be read
└── SettingsError      a setting is unknown or has a wrong value
"""


class NewsError(Exception):
    """Any error that a person can mend; `str()` of it is one line that says how."""


class ReadError(NewsError):
    """An input cannot be read."""


class IndexMissing(NewsError):
    """There is no index at that place."""


class IndexMismatch(NewsError):
    """The index was made with another recipe."""


class IndexLocked(NewsError):
    """Another process is writing to the index, or none may."""


class IndexDamaged(NewsError):
    """A file of the index is lost or not what it was."""


class VectorsDamaged(IndexDamaged):
    """The vectors are not what the catalogue says; they can be made anew from it."""


class EmbedderError(NewsError):
    """The embedder cannot be loaded, or its weights are not what they should be."""


class RerankerError(NewsError):
    """The reranker cannot be loaded, or is none."""


class ModelError(NewsError):
    """The language model cannot be loaded or reached, or did not answer."""


class PromptError(NewsError):
    """A prompt file and its variables do not match."""


class CaseError(NewsError):
    """A test set cannot be read."""


class SettingsError(NewsError):
    """A setting is unknown or has a wrong value."""
