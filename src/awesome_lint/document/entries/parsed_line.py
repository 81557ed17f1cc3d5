"""What a line of a list says of its entry."""

from __future__ import annotations

from awesome_lint.model import Field


class ParsedLine:
    """What the units of an entry say of it.

    `title_kind` is the kind of the unit that the title was read from, or `quoted`; the title ends
    just before the offset `title_end`. `published` is a note with a year before the title, or
    a label of a link there, which may say where it was published.
    """

    def __init__(self) -> None:
        self.title: Field | None = None
        self.title_kind = ""
        self.title_end = 0
        self.venue: Field | None = None
        self.year: int | None = None
        self.published: Field | None = None

    @property
    def has_distinct_title(self) -> bool:
        """Whether a title stands out from its line: it is linked, in bold, or in quotes."""
        return self.title is not None and self.title_kind in ("link", "strong", "quoted")
