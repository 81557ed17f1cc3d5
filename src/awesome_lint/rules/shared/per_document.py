"""Results that several rules need of one document, computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from awesome_lint.model import Document

Function = TypeVar("Function", bound=Callable[..., Any])


def once_per_document(function: Function) -> Function:
    """Make a pure function of a document remember its results, for the time of the document.

    A result counts for calls with the same objects as further arguments, by position.
    """

    @wraps(function)
    def remembering(document: Document, *arguments: object) -> object:
        results = document.results.setdefault(function, {})
        key = tuple(map(id, arguments))
        if key not in results:
            # The arguments are kept, so that no other object can get their identity.
            results[key] = function(document, *arguments), arguments
        return results[key][0]

    return cast("Function", remembering)
