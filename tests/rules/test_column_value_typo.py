"""column-value-typo: cases beyond the examples of its page."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from awesome_lint import rulebook
from awesome_lint.text.edit_distance import single_edit
from linting import lint, messages, parse
from tables import valued

RULE = "column-value-typo"


def suggested(*values: str) -> list[str]:
    return [found.help for found in lint(valued(*values), RULE)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Retreival", "Retrieval"),
        ("Retrievel", "Retrieval"),
        ("Retrival", "Retrieval"),
        ("Retriieval", "Retrieval"),
        ("RRetrieval", "Retrieval"),
        ("etrieval", "Retrieval"),
        ("retreival", "Retrieval"),
        ("GhatGLM (6B)", "ChatGLM (6B)"),
        ("CchatGLM (6B)", "ChatGLM (6B)"),
        ("T5, Retreival", "Retrieval"),
        ("T5 / Retreival", "Retrieval"),
        ("Ретривер Поиск", "Ретривел Поиск"),
        ("Excelent Result", "Excellent Result"),
        ("Tokenisr", "Tokeniser"),
    ],
)
def test_typo(wrong: str, right: str) -> None:
    (word,) = set(re.findall(r"\w+", right)) - set(re.findall(r"\w+", wrong))
    assert suggested(right, right, right, wrong) == [f"Write `{word}`"]


@pytest.mark.parametrize(
    ("value", "common"),
    [
        ("BART", "BERT"),
        ("LaMDA", "LLaMA"),
        ("QLoRA", "LoRA"),
        ("GPT4", "GPT3"),
        ("ChatGPT4", "ChatGPT3"),
        ("Frzen", "Frozen"),
        ("Gemma2b", "Gemma"),
        ("IPython", "Python"),
        ("GPTNeoX", "GPTNeo"),
        ("mRoBERTa", "RoBERTa"),
        ("Mixtral (7B)", "Mistral (7B)"),
        ("Causal Models", "Casual Models"),
        ("Models", "Model"),
        ("Trained", "Trainer"),
        ("Supervised", "Supervise"),
        ("Modelling", "Modeling"),
        ("Behaviour", "Behavior"),
        ("Tokenisation", "Tokenization"),
        ("Analysers", "Analyzers"),
        ("Defence", "Defense"),
        ("Centre", "Center"),
        ("Adaptor", "Adapter"),
        ("Diagnoses", "Diagnosis"),
        ("Asymmetric", "Symmetric"),
        ("ClayBSR", "ClaySR"),
        ("ClaySR", "ClayBSR"),
        ("CSRClay", "SRClay"),
        ("Zürich", "Zurich"),
        ("深度学习方法论", "深度学习方法沦"),
        ("Causal Inference", "Casual Games"),
        ("Two Slipps Heer", "Two Slips Here"),
    ],
)
def test_not_a_typo(value: str, common: str) -> None:
    assert suggested(common, common, common, value) == []


@pytest.mark.parametrize(
    ("wrong", "right", "count"),
    [
        ("Lindon, UT", "London, UK", 0),
        ("Lindon", "London, UK", 1),
        ("Lindon, UK", "London, UK", 1),
        ("Port Lindon, UK", "Port London, UK", 1),
        ("Boston, MA / Lindon, UT", "London, UK", 0),
        ("Lindon, England", "London, England", 1),
    ],
)
def test_a_place_in_another_region_is_another_place(wrong: str, right: str, count: int) -> None:
    assert len(suggested(right, right, right, wrong)) == count


def test_right_value_must_be_common() -> None:
    assert suggested("Retrieval", "Retrieval", "Retreival") == []
    assert suggested("Dense Text Retrieval", "Dense Text Retreival") == []
    long = "Dense Text Retrieval"
    assert suggested(long, long, "Dense Text Retreival") == ["Write `Retrieval`"]
    assert suggested("Retrieval", "Retrieval", "Retrieval", "Retreival", "Retreival") == []


def test_the_word_occurs_only_once_in_the_document() -> None:
    values = valued("Retrieval", "Retrieval", "Retrieval", "Retreival")
    assert len(lint(values, RULE)) == 1
    for elsewhere in ("retreival", "[x](https://example.org/RETREIVAL9)", "`Retreival`"):
        assert lint(f"{elsewhere}\n{values}", RULE) == ()


def test_two_right_words_are_as_good_as_none() -> None:
    values = ["Barking"] * 3 + ["Parking"] * 3
    assert suggested(*values, "Yarking") == []


def test_column_of_few_repeated_values_is_no_column_of_categories() -> None:
    free = [f"Free Text Number {chr(97 + i) * 3}" for i in range(8)]
    assert suggested("Retrieval", "Retrieval", "Retrieval", "Retreival", *free) == []


def test_columns_of_one_name_are_read_as_one() -> None:
    text = valued("Retrieval", "Retrieval", "Retrieval") + valued("Retreival", header="**topic**")
    assert len(lint(text, RULE)) == 1
    text = valued("Retrieval", "Retrieval", "Retrieval") + valued("Retreival", header="Subject")
    assert lint(text, RULE) == ()


@pytest.mark.parametrize("header", ["Authors", "Dataset Name", "Venue", "Maintainer", ""])
def test_other_columns_are_not_checked(header: str) -> None:
    assert lint(valued(*["Springer"] * 3, "Sprimger", header=header), RULE) == ()


def test_titles_are_not_checked_under_any_header() -> None:
    text = "| Work | Topic |\n|:--|:--|\n" + "| Retrieval | A |\n" * 3 + "| Retreival | B |\n"
    assert lint(text, RULE) == ()


def test_rows_of_another_length_and_placeholders_are_not_checked() -> None:
    text = valued(*["Retrieval"] * 3, "Retreival | more", "-", "N/A")
    assert lint(text, RULE) == ()


def test_place_of_a_word_that_occurs_twice() -> None:
    text = valued(*["Retrieval"] * 3, "[Retreival](Retreival)")
    assert lint(text, RULE) == ()
    (found,) = lint(valued(*["Lark Retrieval"] * 3, "Lark Re*tr*eival"), RULE)
    assert parse(valued(*["Lark Retrieval"] * 3, "Lark Re*tr*eival")).slice(found.span) == (
        "Lark Re*tr*eival"
    )
    assert found.fix is None


def test_fix_is_not_safe() -> None:
    (found,) = lint(valued("Retrieval", "Retrieval", "Retrieval", "Retreival"), RULE)
    assert found.fix is not None
    assert not found.fix.safe


def test_message_names_the_usual_spelling() -> None:
    text = valued("retrieval", "Retrieval", "Retrieval", "Retreival")
    assert messages(text, RULE) == [
        (
            "7:22 `Retreival` occurs only once and may be a typo of `Retrieval`"
            " (3 other rows of this column): a search for `Retrieval` misses this row"
        )
    ]


def test_a_column_of_very_many_words_is_left_alone() -> None:
    letters = string.ascii_lowercase
    words = [f"word{a}{b}x" for a in letters for b in letters][:600]
    words += [f"term{a}{b}x" for a in letters for b in letters][:600]
    values = [*(word for word in words for _ in range(2)), "Retrieval", "Retrieval", "Retrieval"]
    assert suggested(*values, "Retreival") == []


@given(st.text(string.ascii_lowercase, min_size=7, max_size=12), st.data())
def test_swapped_neighbours_are_always_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 3))
    wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assume(wrong != word and wrong[-3:] == word[-3:])
    assert suggested(word, word, word, wrong) == [f"Write `{word}`"]


def test_lookalikes_are_sorted_and_one_typo_apart() -> None:
    lines = (rulebook.directory() / "lookalikes.yml").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert rows == sorted(set(rows))
    groups = rulebook.lookalikes()
    assert len(groups) == len(rows)
    for row, group in zip(rows, groups, strict=True):
        assert row == "- [" + ", ".join(f'"{word}"' for word in sorted(group)) + "]"
        for word in group:
            assert len(word) >= 3
            assert any(single_edit(word, other) for other in group)
