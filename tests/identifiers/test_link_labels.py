"""Labels of links and of details, and placeholders."""

from __future__ import annotations

import pytest

from awesome_lint import rulebook
from awesome_lint.identifiers import link_labels


@pytest.mark.parametrize(
    "text",
    [
        *("Paper", "[Paper]", "PDF", "arXiv", "Code", "Project Page", "Paper link", "Code 2"),
        *("the code", "Slides & Video", "论文", "代码", "Link", "Official code"),
    ],
)
def test_label(text: str) -> None:
    assert link_labels.is_label(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Robots on Ice", "Paper Robots", "IceBot code"),
        # Words that may occur in any label, and numbers, do not make a label by themselves.
        *("here", "version", "the", "2", "2024", "in the url", "⭐ 12"),
    ],
)
def test_other_text_is_not_a_label(text: str) -> None:
    assert not link_labels.is_label(text)


def test_kinds_of_labels() -> None:
    assert link_labels.is_secondary_label("Code")
    assert link_labels.is_secondary_label("Project page of the paper")
    assert not link_labels.is_secondary_label("Paper")
    assert link_labels.is_data_label("the dataset")
    assert not link_labels.is_data_label("Code")
    assert not link_labels.is_data_label("Data of Ice")


def test_labels_before_a_colon() -> None:
    assert link_labels.is_detail_label("Venue")
    assert link_labels.is_detail_only_label("Authors")
    assert not link_labels.is_detail_only_label("Authors of Ice")
    assert not link_labels.is_detail_label("IceBot")


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "N/A", "n/a", " TBD "])
def test_placeholder(text: str) -> None:
    assert link_labels.is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "no", "- -", "-" * 21, "Ice"])
def test_other_text_is_not_a_placeholder(text: str) -> None:
    assert not link_labels.is_placeholder(text)


def test_each_word_of_a_label_is_one() -> None:
    assert all(map(link_labels.is_label, rulebook.words("labels", "aside", "paper")))
    assert not any(map(link_labels.is_label, rulebook.words("labels", "filler")))
