"""Images of the attribute `srcset`."""

import pytest

from linting import lint, parse


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("ice.png", ["ice.png"]),
        ("ice.png, big.png 2x", ["ice.png", "big.png"]),
        (" ice.png 1x ,big.png 2x, ", ["ice.png", "big.png"]),
        ("ice.png 100w 50h,big.png", ["ice.png", "big.png"]),
        ("a,b.png 2x", ["a,b.png"]),
        ("", []),
        (",", []),
    ],
)
@pytest.mark.parametrize("block", ["<picture>{}</picture>", "Text {}", "| a |\n|:--|\n| {} |"])
def test_images(srcset: str, urls: list[str], block: str) -> None:
    document = parse(block.format(f'<source media="(x)" srcset="{srcset}">'))
    assert [(link.kind, link.url) for link in document.links] == [("image", url) for url in urls]
    assert [document.slice(link.url_span) for link in document.links] == urls


def test_image_with_src_and_srcset() -> None:
    document = parse('<img srcset="big.png?a&amp;b 2x" src="ice.png" alt="Ice">')
    assert [(link.text, link.url, document.slice(link.url_span)) for link in document.links] == [
        ("Ice", "ice.png", "ice.png"),
        ("", "big.png?a&b", "big.png?a&amp;b 2x"),
    ]


def test_other_elements_have_no_srcset() -> None:
    assert parse('<div srcset="ice.png"></div>').links == ()


def test_scheme_that_github_drops() -> None:
    (finding,) = lint('<source srcset="vscode:///ice.png 2x">', "link-malformed")
    assert "readers see a broken image" in finding.message
