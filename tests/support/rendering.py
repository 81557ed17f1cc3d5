"""HTML of a README by GitHub's own renderer, cmark-gfm."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser


def html(text: str, *, raw_html: bool = True) -> str:
    """Return the HTML of a README, with or without its raw HTML."""
    unsafe = Options.CMARK_OPT_UNSAFE if raw_html else 0
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(
        text, options=unsafe | Options.CMARK_OPT_FOOTNOTES
    )
    return rendered


def shown_text(text: str) -> str:
    """Return the text that browsers show for a README, with white space collapsed."""
    body = LexborHTMLParser(html(text)).body
    assert body is not None
    return " ".join(body.text().split())


class Rendered(HTMLParser):
    """Counts the tags and collects the links of rendered HTML, without footnote links.

    Without `raw_html`, only the tags that come from Markdown count.
    """

    def __init__(self, text: str, *, raw_html: bool = True) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: Counter[tuple[str, str]] = Counter()
        self.feed(html(text, raw_html=raw_html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        names = {name for name, _ in attrs}
        if names & {"data-footnote-ref", "data-footnote-backref"}:
            return  # the HTML of `[^label]`
        for name, value in attrs:
            if (tag, name) == ("a", "href"):
                self.links["link", unquote(value or "")] += 1
            elif (tag, name) == ("img", "src"):
                self.links["image", unquote(value or "")] += 1
            elif tag in ("img", "source") and name == "srcset":
                for image in (value or "").split(", "):
                    self.links["image", unquote(image.split()[0])] += 1

    handle_startendtag = handle_starttag
