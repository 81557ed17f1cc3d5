"""Results that several rules need of one document, computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from awesome_lint.model import Document

Function = TypeVar("Function", bound=Callable[..., Any])


def once_per_document(function: Function) -> Function:
    """Memoize a pure function of a document for the lifetime of the document.

    Its other arguments are passed by position, and compared by identity.
    """

    @wraps(function)
    def remembering(document: Document, *arguments: object) -> object:
        memo = document.memo.setdefault(function, {})
        key = tuple(map(id, arguments))
        if key not in memo:
            # The arguments are kept, so that no other object can get their identity.
            memo[key] = function(document, *arguments), arguments
        return memo[key][0]

    return cast("Function", remembering)
