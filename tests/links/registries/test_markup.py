"""Plain text of titles with HTML, JATS or MathML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.registries.markup import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Lamps", "Lamps"),
        ("The <i>in vivo</i> H<sub>2</sub>O", "The in vivo H2O"),
        ("<jats:italic toggle='yes'>Lamps</jats:italic>", "Lamps"),
        ("Oil &amp; Lamps", "Oil & Lamps"),
        ("Oil &amp;amp; Lamps", "Oil & Lamps"),
        ("&lt;i&gt;Lamps&lt;/i&gt;", "Lamps"),
        ("Lamps<br/>at<br>Night", "Lamps at Night"),
        ("p < 0.05 and q > 1", "p < 0.05 and q > 1"),
        ("x<y and y>z", "x<y and y>z"),
        ("a <Tensor> of lamps", "a <Tensor> of lamps"),
        (
            (
                '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>k</mml:mi>'
                "<mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math> Lamps"
            ),
            "k=2 Lamps",
        ),
        (
            (
                "<math><semantics><mi>k</mi><annotation encoding='application/x-tex'>\\kappa"
                "</annotation></semantics></math> Lamps"
            ),
            "k Lamps",
        ),
        ("A\u202e Lamp\x1b[31m\n\tand\u2066 Wick\ud800\x00", "A Lamp[31m and Wick"),
        ("&#27;[31m &#x202e;Lamps&#0;", "[31m Lamps\ufffd"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(st.text(st.sampled_from("<>/&;#ib math:x27jatsmml \n\x1b\u202e")) | st.text())
def test_any_text_becomes_one_line(markup: str) -> None:
    text = plain_text(markup)
    assert text == " ".join(text.split())
    assert not {"\x1b", "\x00", "\u202e", "\n"}.intersection(text)


def test_a_long_text_is_cut() -> None:
    assert len(plain_text("a" * 100_000)) == 10_000
