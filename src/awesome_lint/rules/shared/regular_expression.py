"""Regular expressions of a stranger's configuration, matched by RE2 in linear time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from awesome_lint.rulebook import PROJECT_URL

if TYPE_CHECKING:
    import re2

MAX_CHARS: Final = 200
"""The maximum number of characters of an expression."""
_MAX_MEMORY: Final = 1 << 20
"""The maximum size of a compiled expression, in bytes. RE2 expands repetitions: `a{1000}`."""
_MISSING: Final = (
    "it needs google-re2, which is not installed: install awesome-lint with its extra"
    f" `patterns`, such as `pipx install 'awesome-lint[patterns] @ git+{PROJECT_URL}'`"
)


def find_mistake(pattern: str) -> str:
    """Return the reason why an expression cannot be used; empty if it can."""
    try:
        import re2
    except ModuleNotFoundError:
        return _MISSING
    try:
        _compile(pattern)
    except re2.error as error:
        (reason,) = error.args
        return f"RE2 reports `{reason.decode() if isinstance(reason, bytes) else reason}`"
    except UnicodeEncodeError:
        return "it is not Unicode text"
    return ""


def matches(pattern: str, text: str) -> bool:
    """Return whether a whole text matches an expression, for which `find_mistake` found none."""
    # RE2 matches UTF-8, which cannot encode a lone surrogate.
    return _compile(pattern).fullmatch(text.encode("utf-8", "replace").decode()) is not None


@lru_cache(maxsize=100)
def _compile(pattern: str) -> re2._Regexp[str]:
    import re2  # optional

    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False  # the error is raised as well
    return re2.compile(pattern, options=options)
