"""Link reference definitions, and references whose labels are not defined."""

import pytest

from awesome_lint.model import Document
from linting import parse


def _definitions(text: str) -> list[tuple[str, str, str, str]]:
    document = parse(text)
    return [
        (each.label, each.url, document.slice(each.span), document.slice(each.url_span))
        for each in document.definitions
    ]


def _undefined(document: Document) -> list[tuple[str, str]]:
    return [(document.slice(each.span), each.label) for each in document.undefined_references]


@pytest.mark.parametrize(
    ("text", "definitions"),
    [
        ("[ice]: /ice", [("ice", "/ice", "[ice]: /ice", "/ice")]),
        (
            '[thin  ice]: </thin ice> "On ice"  ',
            [("thin ice", "/thin ice", '[thin  ice]: </thin ice> "On ice"', "/thin ice")],
        ),
        ("- [ice]: /ice", [("ice", "/ice", "[ice]: /ice", "/ice")]),
        ("> 1. [ice]:(/ice)", [("ice", "(/ice)", "[ice]:(/ice)", "(/ice)")]),
        (
            "[ice]:\n  /ice\n  'On\n  ice'\nText",
            [("ice", "/ice", "[ice]:\n  /ice\n  'On\n  ice'", "/ice")],
        ),
        ("> [ice]:\n> /ice", [("ice", "/ice", "[ice]:\n> /ice", "/ice")]),
        (
            "[ice]: /a\n[Ice]: /b",
            [("ice", "/a", "[ice]: /a", "/a"), ("Ice", "/b", "[Ice]: /b", "/b")],
        ),
        ("[^note]: /ice", []),
        ("[ice]: /ice and robots", []),
        ("Text\n[ice]: /ice", []),
        ("    [ice]: /ice", []),
    ],
)
def test_definitions(text: str, definitions: list[tuple[str, str, str, str]]) -> None:
    assert _definitions(text) == definitions


def test_links_have_the_place_of_their_definition() -> None:
    document = parse("[Robots][ice] and ![map][]\n\n[ICE]: /ice\n[Map]: /map")
    links = [(link.url, link.url_span) for link in document.links]
    assert links == [(each.url, each.url_span) for each in document.definitions]


@pytest.mark.parametrize(
    ("text", "undefined"),
    [
        ("[Robots][ice]", [("[Robots][ice]", "ice")]),
        ("![Map][map]", [("![Map][map]", "map")]),
        ("[Thin  ice][]", [("[Thin  ice][]", "Thin ice")]),
        ("| [Robots][ice] |\n|:--|", [("[Robots][ice]", "ice")]),
        ("[*Robots* on `ice`][thin\nice]", [("[*Robots* on `ice`][thin\nice]", "thin ice")]),
        ("[![Map][map]](/ice)", [("![Map][map]", "map")]),
        ("[![Map](/map.png)][ice]", [("[![Map](/map.png)][ice]", "ice")]),
        ("Text[^1]\n\n[^1]: [Robots][ice]", [("[Robots][ice]", "ice")]),
        ("[Robots](/a)", []),
        ("[Robots]", []),
        ("[Robots][ice](/ice)", []),
        ("[Robots][on][ice]\n\n[ice]: /ice", []),
        ("[On [thin][ice]](/ice)", []),
        ("![On [thin][ice]](/ice)", []),
        ("`[Robots][ice]` and \\[Robots][ice]", []),
        ("<p>\n[Robots][ice]\n</p>", []),
        ("$a[i][j]$", []),
    ],
)
def test_undefined_references(text: str, undefined: list[tuple[str, str]]) -> None:
    assert _undefined(parse(text)) == undefined


def test_the_form_of_an_undefined_reference() -> None:
    document = parse("![Thin ice][] [Robots][ice]")
    image, link = document.undefined_references
    assert (image.text, image.is_image, image.is_collapsed) == ("Thin ice", True, True)
    assert document.slice(image.label_span) == "Thin ice"
    assert (link.text, link.is_image, link.is_collapsed) == ("Robots", False, False)
    assert document.slice(link.label_span) == "ice"
