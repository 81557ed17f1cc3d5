"""Comments of authors on their papers on arXiv, which several registries have."""

from __future__ import annotations

import re
from typing import Final

_PAPER: Final = r"(?:article|manuscript|paper|preprint|published\s+version|submission|work)"
_END: Final = r"\s*(?:$|[.,;:!)]|\b(?:as|because|by|due|since|until)\b)"
_WITHDRAWN: Final = re.compile(
    rf"(?:^|[.,;:!(])\s*(?:(?:(?:this|the)\s+)?{_PAPER}\s+(?:(?:has\s+been|is|was)\s+)?)?"
    rf"(?:(?:now|temporarily)\s+)?(?:withdrawn|retracted){_END}",
    re.IGNORECASE,
)
"""Comments of withdrawn papers; not of papers whose earlier version was, or that left a
conference."""
_WITHDRAWN_BY: Final = re.compile(
    rf"(?:^|[.,;:!(])\s*(?:i|we|(?:the\s+)?authors?)\s+(?:(?:am|are|has|have)\s+)?"
    rf"(?:retract|withdr[ae]w)(?:ed|ing|n)?\s+(?:this|the)\s+{_PAPER}{_END}",
    re.IGNORECASE,
)
"""Comments in which the authors withdraw their paper."""


def says_withdrawn(comment: str) -> bool:
    """Return whether the comment of a paper states that the paper is withdrawn."""
    return any(pattern.search(comment) for pattern in (_WITHDRAWN, _WITHDRAWN_BY))
