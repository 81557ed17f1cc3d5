"""The fix that replaces a text by one that says the same."""

from __future__ import annotations

from awesome_lint.model import Correction, Document, Edit, Fix, Span


def replace_text(
    document: Document, span: Span, right: str, title: str, *, safe: bool = True
) -> Fix:
    """Return the fix that replaces the text under `span` by `right`."""
    correction = Correction(document.slice(span), right)
    return Fix(title, (Edit(span, right),), safe, (correction,))
