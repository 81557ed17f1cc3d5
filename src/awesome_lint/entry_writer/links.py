"""The links of a template: their URLs, labels and badges, replaced by those of a new entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.document import Part
from awesome_lint.entry_writer import forms
from awesome_lint.entry_writer.core import PUNCTUATION, core
from awesome_lint.entry_writer.escapes import Syntax
from awesome_lint.entry_writer.source import Source
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers import badges, github
from awesome_lint.identifiers.identity import identify, is_paper
from awesome_lint.identifiers.link_labels import is_secondary_label
from awesome_lint.model import Entry, Field, Link
from awesome_lint.text.patterns import deferred
from awesome_lint.text.slug import slugify
from awesome_lint.text.words import folded_words

ARXIV_ID: Final = deferred(r"(?<!\d)\d{4}\.\d{4,5}(?:v\d{1,2})?(?!\d)")
_BADGE_TEXT: Final = deferred(r"/badge/([^\d/?]{1,60})-[0-9A-Za-z]{1,20}(?:\.svg)?(?:\?|\Z)")
"""The text of a static badge without digits, which are a part of a venue or an identifier."""
_MAX_LABEL_CHARS: Final = 40


class Definition(Struct, frozen=True):
    """A link reference definition that a new entry needs."""

    label: str
    """Its label."""
    url: str
    """Its URL."""


class TemplateLinks:
    """The links of a template."""

    def __init__(
        self, source: Source, entry: Entry, values: Values, syntax: Syntax, shown: set[str]
    ) -> None:
        """`shown` receives the names of the values that badges show."""
        self._source = source
        self._entry = entry
        self._values = values
        self._syntax = syntax
        self._shown = shown
        main, title = entry.main_link, entry.title
        self._main_identity = identify(main.url) if main else ""
        self.definitions: list[Definition] = []
        """The definitions of the reference links that were written."""
        # Those of the title of a row may be elsewhere in its cell.
        self.title_links = [
            link
            for link in (title.links if title else ())
            if title
            and link.kind != "image"
            and link.span.start < title.span.end
            and title.span.start < link.span.end
        ]
        """The links in the title."""

    def new_url(self, link: Link, part: Part, beside: Sequence[Link]) -> str | None:
        """Return the URL in place of that of a link; None if the values have none."""
        values = self._values
        if link.kind == "image":
            is_linked = any(each.url for each in beside if each.kind != "image")
            return self.new_badge(link, is_linked=is_linked)
        if not link.url:
            return ""
        is_paper_link = _leads_to_paper(link, part)
        has_linked_title = bool(self.title_links)
        if has_linked_title and part.kind != "paper" and _is_generic(link.text):
            return None  # a link to something that the title does not link to
        has_label = _is_generic(link.text) or (
            values.is_paper and link.text.casefold() in self._source.labels
        )
        if part.kind in ("tag-link", "link", "filler-link") and not has_label:
            return None  # a name of something else
        is_main = identify(link.url) == self._main_identity and not has_linked_title
        if values.is_paper:
            is_other = part.kind == "aside" and is_secondary_label(link.text)
            is_wanted = (is_paper_link or is_main) and not is_other
            return forms.write_url(values, link.url) if is_wanted else None
        if is_paper_link and not (is_main and (_is_generic(link.text) or self._takes_label(link))):
            return None
        return values.url if is_main or github.parse_url(link.url) is not None else None

    def _takes_label(self, link: Link) -> bool:
        """Return whether the label of a link to a paper is replaced by that of a project.

        In a table, the column must not be one of papers.
        """
        found = self.label_range(link, *self._source.range_of(link.span))
        if not self._values.link_label or found is None:
            return False
        label = self._source.text[slice(*found)]
        word = label[slice(*core(label, PUNCTUATION))]
        if not (word.isalpha() and word.isascii()) or ":" in label:  # such as `:book:`
            return False
        columns = self._entry.fields if self._entry.kind == "row" else ()
        column = next((each for each in columns if each.span.contains(link.span)), None)
        return column is None or _is_generic(column.name)

    def label_edit(self, link: Link, part: Part, url: str) -> list[tuple[int, int, str]]:
        """Return the edit of the text of a link that states its URL, an arXiv ID or a format."""
        found = self.label_range(link, *self._source.range_of(link.span))
        if found is None or link.kind == "image":
            return []
        label = self._source.text[slice(*found)]
        if part.kind == "url":
            return [(*found, url)]
        if self._values.link_label and not _is_generic(link.text) and _leads_to_paper(link, part):
            return [(*found, _with_word(label, self._values.link_label))]
        if part.kind != "badge" and ARXIV_ID().search(link.text) is not None:
            new = self._values.arxiv_id
            return [(*found, ARXIV_ID().sub(new, label) if new else _with_word(label, "paper"))]
        if part.kind == "paper" and self._names_other_format(link.text, url):
            return [(*found, _with_word(label, "paper"))]
        return []

    def _names_other_format(self, label: str, url: str) -> bool:
        """Return whether a label names arXiv or a PDF, and the URL is another page."""
        words = folded_words(label)
        return ("arxiv" in words and not self._values.arxiv_id) or (
            "pdf" in words and "pdf" not in url
        )

    def new_badge(self, link: Link, *, is_linked: bool) -> str | None:
        """Return the URL of a badge in place of another one; None if the values have none.

        `is_linked` is whether the badge is the text of a link.
        """
        values, url = self._values, link.url
        venue = self._entry.venue
        if venue is not None and link.url_span.contains(venue.span):
            return self._venue_badge(url, venue)
        subjects = badges.shown_by(url)
        if len(subjects) == 1:
            subject = subjects[0]
            if subject.platform == "arxiv" and values.arxiv_id and url.count(subject.name) == 1:
                return url.replace(subject.name, values.arxiv_id)
            if subject.platform == "github" and values.identity.startswith(
                "url:https://github.com/"
            ):
                return badges.replace_repository(
                    url, subject, badges.Subject("github", values.repository)
                )
            return None
        text = _BADGE_TEXT().search(url)
        if (
            text
            and is_linked
            and values.is_paper
            and not self._names_other_format(text[1], values.url)
        ):
            return url  # a label, such as `badge/Paper-PDF-red`
        return None

    def _venue_badge(self, url: str, old: Field) -> str | None:
        """Return the URL of a static badge that shows the new venue, in place of an old one."""
        new = forms.write_venue(self._values, old.text, self._source.vocabulary)
        if not new or url.count(old.source) != 1:
            return None
        space = "%20" if "%20" in old.source else "_"
        escaped = new.replace("-", "--").replace("_", "__").replace(" ", space)
        self._shown.add("venue")
        return url.replace(old.source, quote(escaped, safe="%_'-"))

    def url_edit(self, link: Link, url: str) -> tuple[int, int, str] | None:
        """Return the edit that writes the URL of a link: its range and the new text."""
        if link.kind in ("inline", "html", "image", "autolink", "bare"):
            start, end = self._source.range_of(link.url_span)
            at, stop = self._source.range_of(link.span)
            if not at <= start <= end <= stop:
                return None
            if self._syntax == "html" and link.kind == "html":
                url = url.replace("&", "&amp;")
            return start, end, url
        if link.kind == "reference":
            return self._reference(link, url)
        return None

    def _reference(self, link: Link, url: str) -> tuple[int, int, str] | None:
        """Return the edit for `[text][label]`, with a new label; other forms name the title."""
        start, end = self._source.range_of(link.span)
        text = self._source.text[start:end]
        opening = text.rfind("][")
        if opening < 0 or text.endswith("][]"):
            return None
        label = self._new_label(text[opening + 2 : -1])
        self.definitions.append(Definition(label, url))
        return start + opening + 2, end - 1, label

    def _new_label(self, sample: str) -> str:
        """Return a label of a definition that is not used: a number if the sample is one."""
        known = {each.label.casefold() for each in self._source.document.definitions}
        known |= {each.label.casefold() for each in self.definitions}
        if sample.isdecimal():
            numbers = [
                len(known),
                *(parse_digits(each) for each in known if each.isdecimal() and len(each) < 9),
            ]
            return str(max(numbers) + 1)
        base = slugify(self._values.title)[:_MAX_LABEL_CHARS].strip("-") or "entry"
        label, number = base, 2
        while label in known:
            label, number = f"{base}-{number}", number + 1
        return label

    def label_range(self, link: Link, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets of the text of a link, given those of the link."""
        text = self._source.text[start:end]
        if not text.startswith("["):
            return None
        if link.kind == "inline":
            url_start = self._source.range_of(link.url_span)[0] - start
            close = text.rfind("](", 0, url_start)
        else:
            close = text.rfind("][")
        return (start + 1, start + close) if close > 0 else None


def _leads_to_paper(link: Link, part: Part) -> bool:
    return part.kind == "paper" or is_paper(identify(link.url))


def _with_word(label: str, word: str) -> str:
    """Return a label with another word, in the case and markup of the label; `PDF` has no case."""
    start, end = core(label, PUNCTUATION)
    old = label[start:end]
    if not old.islower():
        word = word.upper() if old.isupper() and old != "PDF" else word.capitalize()
    return label[:start] + word + label[end:]


def _is_generic(label: str) -> bool:
    """Return whether a label only says that it is a link: `Link`, `[here]`."""
    words = folded_words(label)
    return bool(words) and rulebook.words("labels", "generic", "filler", "page").issuperset(words)
