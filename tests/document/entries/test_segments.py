"""Segments of lines: the kind of each, and the venue and year that it states."""

from __future__ import annotations

import pytest

from awesome_lint import rulebook
from awesome_lint.document.entries.segments import Segment, classify
from entry_shapes import entry_lines
from linting import VOCABULARY


def segments(text: str) -> tuple[Segment, ...]:
    (line,) = entry_lines(f"- {text}")
    return classify(line, VOCABULARY)


def kinds(text: str) -> str:
    """Return the kinds of the segments of a line, with `()` after those in brackets."""
    return " ".join(each.kind + "()" * each.enclosed for each in segments(text))


@pytest.mark.parametrize("word", sorted(rulebook.words("words", "abbreviation")))
def test_the_period_of_an_abbreviation_ends_no_segment(word: str) -> None:
    assert kinds(f"Ice {word}. Snow") in ("text", "text-venue")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[ ] Robots", "checkbox name"),
        ("#3 IceBot", "ordinal name"),
        ("[7] Robots on Ice", "ordinal text"),
        ("**[7]** Robots on Ice", "ordinal text"),
        ("**7. Robots on Ice**", "bold"),
        ('Ada Snow, "冰上的机器人"', "name comma quoted"),
        ('The "ice" "雪" robot', "text"),
        (":fire: Robots", "sticker name"),
        ("🔥 ⭐ 12 IceBot", "sticker name"),
        ("(12k ⭐)", "sticker()"),
        ("`⭐ 12`", "sticker"),
        ("![](https://example.org/a.png)", "badge"),
        ("[![](https://example.org/a.png)](https://example.org/b)", "badge"),
        ("[⭐ 12](https://example.org/a)", "badge"),
        ("[![Free tool][free icon]](https://example.org/a)", "badge"),
        ("[![Free tool]](https://example.org/a)", "badge"),
        ("[🔥](https://example.org/a)", "badge"),
        ("2024-05", "date"),
        ("(May 2024)", "date()"),
        ("`2024.05`", "date"),
        ("*3 May 2024*", "date"),
        ("ICRA 2024", "venue"),
        ("(ICRA'24)", "venue()"),
        ("[ICRA 2024, Oral]", "venue()"),
        ("*ICRA*, 2024", "venue"),
        ("ICRA", "venue"),
        ("`ICRA`", "venue"),
        ("[Snow Letters]", "venue-name()"),
        ("Snowcon 2024", "dated-name"),
        ("International Conference on Ice (ICI), 2024", "text-venue acronym() comma date"),
        ("Snow, IEEE Ice Computing (IIC), 2024", "name comma text-venue comma date"),
        ("Snow, IEEE Trans. Ice Syst., 2024", "name comma text-venue comma date"),
        ("Snow. Proc. Conf. Ice, Hail, and Fog", "name stop text-venue"),
        ("Snow. Ice Letters 12:3, 2024", "name stop text-venue comma date"),
        ("Snow. Letters from the ice", "name stop text"),
        ("Snow, IS 2024", "name comma dated-name"),
        ("Snow, IS2024", "name comma name"),
        ("A Workshop on", "text"),
        ("【Survey】Robots on Ice", "note() text"),
        ("**【Survey】Robots on Ice**", "note() bold"),
        (
            "Snow A, Frost B. Robots on Ice[J]. Ice Letters",
            "authors stop text stop stop text-venue",
        ),
        ("Robots on Ice[C]//Conference on Hail", "text stop text-venue"),
        ("Robots [J] on Ice", "name note() name"),
        ("‘Robots on Ice’, 2024", "quoted comma date"),
        ("‘Robots on Ice’ melt", "text"),
        ("Robots, arXiv:2401.00001", "name comma text-venue"),
        ("Snow, Ada, Bo Frost, and Cy Hail", "authors"),
        ("arXiv 2024.05, Ice-to-Snow", "venue comma name"),
        ("A. Snow, B. Frost", "authors"),
        ("*Ada Snow, Bo Frost*", "authors"),
        ("Ada Snow, Bo Frost", "names"),
        ("Snow et al.", "authors stop"),
        ("(Snow et al., 2024)", "date()"),
        ("Robots on Thin Ice", "text"),
        ("IceBot", "name"),
        ("**Robots on Thin Ice**", "bold"),
        ("**IceBot**", "bold-name"),
        ("**IceBot:** Robots on Ice", "bold-name colon text"),
        ("*Robots on Thin Ice*", "italic"),
        ("`ice`", "code"),
        ('"Robots on Thin Ice"', "quoted"),
        ('Robots say "no"', "text"),
        ("Paper: Code", "label colon label"),
        ("(a remark)", "note()"),
        ("[Robots on Ice](https://example.org/a)", "link"),
        ("**[Robots on Ice](https://example.org/a)**", "link"),
        ("[Paper](https://example.org/a)", "paper"),
        ("[[Paper](https://example.org/a)]", "paper()"),
        ("[[Paper]](https://example.org/a)", "paper()"),
        ("([paper](https://example.org/a), [code](https://example.org/b))", "paper()"),
        ("[[code](https://example.org/a)]", "aside()"),
        ("[Code](https://example.org/a)", "aside"),
        ("[2024](https://example.org/a)", "linked-date"),
        ("[[2024](https://example.org/a)]", "linked-date()"),
        ("[ICRA 2024](https://example.org/a)", "linked-venue"),
        ("[[ICRA 2024]](https://example.org/a)", "linked-venue()"),
        ("[[Frost Labs]](https://example.org/a)", "tag-link()"),
        ("[here](https://example.org/a)", "filler-link"),
        ("[12](https://example.org/a)", "filler-link"),
        ("https://example.org/a", "url"),
        ("<https://example.org/a>", "url"),
        ("(see [Ice](https://example.org/a) and [Snow](https://example.org/b))", "links()"),
        ("Ice, Snow; Hail / Rain", "name comma name comma name comma name"),
        ("Ice - Snow – Hail — Rain", "name dash name dash name dash name"),
        ("Ice: Snow：Hail", "name colon name colon name"),
        ("Ice | Snow · Hail • Rain", "name bar name bar name bar name"),
        ("Ice. Snow。Hail", "name stop name stop name"),
        ("Ice -> Snow => Hail → Rain", "name arrow name arrow name arrow name"),
        ("Ice<br>Snow", "name break name"),
        ("#3 IceBot  Walks on ice", "ordinal name gap text"),
        ("H<sup>2</sup>O", "name"),
        ("Walking **Robots** on Ice", "text"),
        ("Ro**bot**s", "name"),
    ],
)
def test_kinds(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("2024-05", None, 2024),
        ("(May 2024)", None, 2024),
        ("`2024.05`", None, 2024),
        ("*3 May 2024*", None, 2024),
        ("ICRA 2024", "ICRA 2024", 2024),
        ("(ICRA'24)", "ICRA'24", 2024),
        ("[ICRA 2024, Oral]", "ICRA 2024, Oral", 2024),
        ("*ICRA*, 2024", "ICRA, 2024", 2024),
        ("ICRA", "ICRA", None),
        ("`ICRA`", "ICRA", None),
        ("[Snow Letters]", "Snow Letters", None),
        ("Snowcon 2024", "Snowcon 2024", 2024),
        ("Snow, Journal of Ice 2024", "Journal of Ice 2024", 2024),
        ("Snow. In Workshop on Ice (WOI 2024)", "Workshop on Ice (WOI 2024)", 2024),
        ("Snow. Ice Letters 12:3", "Ice Letters", None),
        ("Snow, IEEE Trans. Ice, Hail, and Fog", "IEEE Trans. Ice, Hail, and Fog", None),
        ("(Snow et al., 2024)", None, 2024),
        ("[2024](https://example.org/a)", None, 2024),
        ("[[2024](https://example.org/a)]", None, 2024),
        ("[ICRA 2024](https://example.org/a)", "ICRA 2024", 2024),
        ("[[ICRA 2024]](https://example.org/a)", "ICRA 2024", 2024),
    ],
)
def test_venue_and_year(text: str, venue: str | None, year: int | None) -> None:
    (stated,) = (each for each in segments(text) if each.venue or each.year)

    assert (stated.venue.text if stated.venue else None, stated.year) == (venue, year)


@pytest.mark.parametrize(
    ("text", "title", "venue", "year"),
    [
        ("[Robots on Ice, ICRA 2024](https://example.org/a)", "Robots on Ice", "ICRA 2024", 2024),
        ("[Robots on Ice (2019)](https://example.org/a)", "Robots on Ice", None, 2019),
        ("[🔥 Robots on Ice :fire:](https://example.org/a)", "Robots on Ice", None, None),
        ("[[3] Robots on Ice](https://example.org/a)", "Robots on Ice", None, None),
        ("[Robots on Ice (R1)](https://example.org/a)", "Robots on Ice (R1)", None, None),
        ("[.ice](https://example.org/a)", ".ice", None, None),
        ("[Robots...](https://example.org/a)", "Robots...", None, None),
    ],
)
def test_text_of_a_link(text: str, title: str, venue: str | None, year: int | None) -> None:
    (link,) = segments(text)

    assert link.kind == "link"
    assert (link.text, link.venue.text if link.venue else None, link.year) == (title, venue, year)


def test_parts_of_brackets() -> None:
    (labels,) = segments("([paper](https://example.org/a), [code](https://example.org/b))")

    assert [each.kind for each in labels.parts] == ["paper", "comma", "aside"]
    assert [link.url[-1] for link in labels.links] == ["a", "b"]


@pytest.mark.parametrize("depth", [1, 3, 50, 500])
def test_brackets_within_brackets(depth: int) -> None:
    def around(text: str) -> str:
        return "(" * depth + text + ")" * depth

    assert kinds(around("ICRA 2024")) == "venue()"
    assert kinds(around("[Paper](https://example.org/a)")) == "paper()"
