"""No number, reference or URL in any place of a README ends a run."""

import pytest

from linting import parse
from robustness import check

LONG = "1" * 5000
"""More digits than Python parses as a number."""

TEXTS = (
    f"&#{LONG};",
    f"&#x{LONG};",
    f"&#{LONG}",
    f"&#{'0' * 5000}65;",
    LONG,
    "٣" * 50,
    "20²³",
    "http://[",
    "http://[::1",
    "http://a\u2100b.example/",
    f"http://host.example:{LONG}/",
    f"http://{'é' * 400}/",
    f"https://arxiv.org/abs/2401.{LONG}",
    f"https://arxiv.org/abs/2401.00001v{LONG}",
    f"https://doi.org/10.{LONG}/x",
    f"https://aclanthology.org/2023.acl-long.{LONG}",
    f"https://proceedings.mlr.press/v{LONG}/x",
    f"https://img.shields.io/badge/%{LONG}-&#{LONG};-blue",
    f"ICML {LONG}",
    f"NeurIPS'{LONG}",
    f"%{'C3' * 3000}",
    "\ud800",
)
PLACES = (
    "{}",
    "- [A Study of Some Thing]({}) ({})\n",
    "| Title | Venue | Link |\n|:--|:--|:--|\n| A Study | {} | [paper]({}) |\n",
    "# {}\n",
    "<h1 id='{}'><a href='{}'>x</a> <img src='{}' alt='{}'></h1>",
    "[x][y] [^1]\n\n[y]: {}\n[^1]: {}\n",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text(text: str, place: str) -> None:
    check(place.replace("{}", text))


@pytest.mark.parametrize(
    ("reference", "character"), [(f"&#{LONG};", "\ufffd"), (f"&#{'0' * 5000}65;", "A")]
)
def test_a_long_reference_is_what_browsers_make_of_it(reference: str, character: str) -> None:
    (link,) = parse(f'<a href="https://a.example/{reference}">x</a>').links
    assert link.url == f"https://a.example/{character}"
