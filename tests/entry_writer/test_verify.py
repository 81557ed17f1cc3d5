"""The comparison of a list before and after an addition: anything unexpected is refused."""

from __future__ import annotations

import pytest

from awesome_lint import document, entry_writer, rulebook
from awesome_lint.entry_writer.verify import added_entry
from awesome_lint.model import Record

BEFORE = "# Ice\n\n- [Fast Ice](https://a.example/), ICRA 2024\n- [Slow Ice](https://b.example/)\n"
LINE = "- [Robots on Ice](https://arxiv.org/abs/2405.01234), arXiv 2024\n"
RECORD = Record("arxiv", "2405.01234", "https://arxiv.org/abs/2405.01234", title="Robots on Ice")
VOCABULARY = rulebook.vocabulary()


def is_accepted(after: str) -> bool:
    values = entry_writer.values_of(RECORD, VOCABULARY)
    assert values is not None
    written = document.parse_written("README.md", BEFORE, VOCABULARY)
    return added_entry(written, after, values, VOCABULARY) is not None


def test_one_more_entry() -> None:
    assert is_accepted(BEFORE + LINE)
    assert is_accepted(BEFORE.replace("- [Slow", f"{LINE}- [Slow"))


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE + LINE + LINE.replace("2405", "2404"),
        BEFORE + LINE.replace("Robots on Ice", "Robots on Snow"),
        BEFORE + LINE.replace("2405.01234", "2405.01235"),
        BEFORE.replace("Fast Ice", "Fast Snow") + LINE,
        BEFORE.replace("ICRA", "ICML") + LINE,
        BEFORE.replace("https://a.example/", "https://c.example/") + LINE,
        BEFORE.replace("# Ice", "# Snow") + LINE,
        BEFORE + LINE + "\n## More\n",
        BEFORE + LINE + "\n| A | B |\n|--|--|\n",
        BEFORE + LINE.replace("arXiv", "*arXiv"),
        BEFORE + LINE + "\nSee <https://c.example/>\n",
        BEFORE.replace("- [Slow Ice](https://b.example/)\n", "") + LINE,
    ],
)
def test_anything_else(after: str) -> None:
    assert not is_accepted(after)


@pytest.mark.parametrize("end", [", ~5 %", ", x_1 and x_2", ", snake_case"])
def test_characters_that_show_without_an_escape(end: str) -> None:
    assert is_accepted(BEFORE + LINE.replace(", arXiv 2024", end))
