"""The lines of a list as they are written: each part has its place."""

from __future__ import annotations

from awesome_lint import document, rulebook

TEXT = """\
# [Ice](https://a.example/)

- **Thin Ice** (ICRA 2024), *Snow, A., van Frost, B., Hail, C. D.* [[pdf](https://b.example/)]
  - Year: 2024

A paragraph

| Title | Venue |
|--|--|
| Fast Ice | arXiv |
"""


def test_parts() -> None:
    vocabulary = rulebook.vocabulary()
    written = document.parse_written("README.md", TEXT, vocabulary)
    parsed, lines = written.document, written.lines
    assert parsed == document.parse("README.md", TEXT, vocabulary)
    assert written.rendered == document.parse_rendered(TEXT)
    assert [[(part.kind, parsed.slice(part.span)) for part in line.parts] for line in lines] == [
        [("link", "[Ice](https://a.example/)")],
        [
            ("bold-name", "**Thin Ice**"),
            ("venue", "(ICRA 2024)"),
            ("comma", ", "),
            ("authors", "*Snow, A., van Frost, B., Hail, C. D.*"),
            ("paper", "[[pdf](https://b.example/)]"),
        ],
        [("name", "Year"), ("colon", ": "), ("date", "2024")],
        [("name", "A paragraph")],
        [("name", "Title")],
        [("name", "Venue")],
        [("name", "Fast Ice")],
        [("text-venue", "arXiv")],
    ]
    assert [parsed.slice(part.span) for part in lines[1].parts[-1].parts] == [
        "[pdf](https://b.example/)"
    ]


def test_any_text_is_valid() -> None:
    for text in ("", "\n", "- ", "|", "# \n- [", "<ul><li>"):
        written = document.parse_written("README.md", text, rulebook.vocabulary())
        assert len([line.parts for line in written.lines]) == len(written.lines)
