"""Math between dollar signs, which has no markup and no findings; and prices."""

import pytest

from linting import fixed, lint, messages, parse

X, Y = "https://x.org/a", "https://y.org/b"


def formulas(text: str) -> list[str]:
    return [prose.text[slice(*at)] for prose in parse(text).prose for at in prose.math]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When $a \\ne 0$, see.", ["$a \\ne 0$"]),
        ("$x$, ($y$) and $$z$$", ["$x$", "$y$", "$$z$$"]),
        ("$x = \\$$", ["$x = \\$$"]),
        ("$$ x = {-b \\pm c} $$", ["$$ x = {-b \\pm c} $$"]),
        ("$$\na [b](c)\n$$", ["$$", "a [b](c)", "$$"]),
        ("| $a$ |\n|---|\n| $b_1$ and $\\|c\\|$ |", ["$a$", "$b_1$", "$?|c?|$"]),
        # Pandoc's rule, which GitHub follows: no white space inside, no digit after.
        ("It costs $5 and $10.", []),
        ("- $5 and $10\n- $ x $ or $x $ or $ x$", []),
        ("US$5 and CA$6, 5$ and 6$, a$x$ and $x$a", []),
        ("\\$x$ and $x\\$", []),
        ("$PATH and $HOME", []),
        ("`$x$` and $`y`$", ["$`y`$"]),
        ("$$$x$$$", []),
        ("$a\nb$", []),
    ],
)
def test_what_is_math(text: str, expected: list[str]) -> None:
    shown = [formula.replace("\ufffc", "?") for formula in formulas(text)]
    assert shown == [formula.replace("`y`", "???") for formula in expected]


@pytest.mark.parametrize(
    "text",
    [
        "$[(a+b)c](d+e)$",
        "A $E[X](t)$ of $[0,1](x)$.",
        "$$\nf[i](x y\n$$",
        "$$\n|x| = |y|\n|z| = [a](b c)\n$$",
        "$$\n\\begin{bmatrix} a & b \\\\ |c| & [d] \\end{bmatrix}\n$$",
        "$a <b > c$ and $x <i>y$",
        "$`[a](b c`$",
        "```math\n[a](b c)\n| a | b |\n<div>\n```",
        "Half-open $[0,1)$[a](https://x.org/a) and [b](https://y.org/b)$(0,1]$.",
        "| $a_1$ | $[b](c)$ |\n|---|---|\n| $d$ | $e$ |",
    ],
)
def test_math_is_not_reported_and_not_fixed(text: str) -> None:
    text = f"# L\n\n{text}\n"
    assert messages(text) == []
    assert fixed(text, lint(text)) == text


def test_markup_in_math_is_none() -> None:
    document = parse("# On $a_1 * b_2 * c$\n\n$[a](b)$ $*c*$ $<i>$ [d $x_1$](e)")
    assert document.headings[0].text == "On $a_1 * b_2 * c$"
    assert [(link.text, link.url) for link in document.links] == [("d $x_1$", "e")]
    assert not document.tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"[a]({X}) costs $5, [b]({Y}) costs $10", [X, Y]),
        (f"[a]({X}) costs 5$, [b]({Y}) costs 10$.", [X, Y]),
        (f"[a]({X}) costs ($5), [b]({Y}) costs ($)", [X, Y]),
        (f"- **$5**: [a]({X}) or **$6**: {Y} or **$**", [X, Y]),
        (f"cheap ($) [a]({X}), dear ($$) [b]({Y}), dearest ($$$)", [X, Y]),
        (f"$$ [a]({X}) $$ {Y} $$ c $$", [X, Y]),
        ("**$** [a](LICENSE) **$**", ["LICENSE"]),
        ("**$5** [a](docs/a.md) **$**, **$** [b](#c) **$**", ["docs/a.md", "#c"]),
        ("$5 <a href='u'>a</a> <img src='v'>$", ["u", "v"]),
    ],
)
def test_price_hides_no_link(text: str, expected: list[str]) -> None:
    assert [link.url for link in parse(text).links] == expected


def test_malformed_links_are_found_beside_math_and_not_in_doubt() -> None:
    assert messages("On $x$ see [a](https://x.org/a", "link-malformed") == [
        "1:12 GitHub does not render `[a](https://x.org/a` as a link: the closing `)` is missing"
    ]
    assert messages("Costs ($5), [a] (https://x.org/a) or ($)", "link-malformed") == []
    assert messages("Costs $5, [a] (https://x.org/a) or $6", "link-malformed") == [
        (
            "1:11 GitHub does not render `[a] (https://x.org/a)` as a link: a space separates the"
            " text from the URL"
        )
    ]


def test_case_has_a_meaning_in_math() -> None:
    header = "| Name | Time |\n|---|---|\n"
    rows = "".join(f"| a | {value} |\n" for value in ["$O(n)$"] * 6 + ["$o(n)$"])
    assert messages(header + rows, "column-value-style") == []
    rows = "".join(f"| a | {value} |\n" for value in ["Fast"] * 6 + ["FAST"])
    assert messages(header + rows, "column-value-style") == [
        "9:7 `FAST` is written `Fast` in 6 other rows of this column: one value looks like two"
    ]


def test_pipes_in_math_part_cells() -> None:
    text = "| a | b |\n|---|---|\n| c | $d|e$ |\n"
    assert messages(text) == [
        "3:9 3 cells for 2 columns: unescaped `|` in math splits the cell; GitHub drops `e$`"
    ]
    after = fixed(text, lint(text))
    assert after.splitlines()[2] == "| c | $d\\|e$ |"
    assert messages(after) == []
