"""The result of parsing a line of a list."""

from __future__ import annotations

from awesome_lint.model import Field


class ParsedLine:
    """Title, venue and year of a line. What is uncertain is None.

    `title_kind` is the kind of the segment that holds the title, or `quoted` or `name`;
    `title_end` the offset after the title. `published` is a note with a year, or a label of a
    link, before the title, which may state where it was published.
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
        """Whether the title is set apart from its line: linked, in bold, or in quotes."""
        return self.title is not None and self.title_kind in ("link", "strong", "quoted")
