"""HTML tags and comments that GitHub shows as text, and tags with an unmatched quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.model import Document, Edit, Finding, Fix, HtmlTag, Prose, Span
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_TAG = deferred(
    r"""<(?:ahref|imgsrc)\s*=[^<>]*>?
    |<[ ]?(?:a|audio|details|div|font|h[1-6]|iframe|img|p|picture|source|span|table|td|th|video)\s
    [^<>]*?(?<![^\s"'])(?:align|alt|class|href|height|id|name|rel|src|srcset|style|target|title
    |width)\s*(?:=|:?\s*["'])[^<>]*>?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A tag of an element that has attributes."""
_VALID_TAG = deferred(
    r"""<[a-z][a-z0-9]*+(?:\s+[a-z_:][\w:.-]*+(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*+\s*/?>""",
    re.IGNORECASE,
)
"""A tag as CommonMark defines it."""
_OPEN_URL = deferred(
    r"""\b(?:href|src)\s*=\s*(?P<quote>["'])(?P<url>[^\s"'<>]+)(?=\s*/?>|\s+[a-z-]+\s*=)""",
    re.IGNORECASE,
)
"""A URL without its closing quote."""
_UNOPENED_URL = deferred(
    r"""\b(?:href|src)\s*=\s*(?P<url>[^\s"'<>=]+)(?P<quote>["'])(?=\s|/?>)""", re.IGNORECASE
)
_UNOPENED_VALUE = deferred(r"""=[^\s"'=<>]+["'](?=\s|/?>)""")
_COMMENT = deferred(r"<!--")
_COMMENT_LIKE = deferred(r"<!(?!--)[ \t]?(?:[–—―][–—―-]*|-(?!-)|--)|＜!--|<！--")
"""A text that looks like the beginning of a comment."""
_MAX_CHARS = 2000
"""Characters in which the end of a comment is searched for."""
_COMMENT_END = deferred(r"-->|--!>|[–—―]+-?>|--[ \t]+>|(?<![-<])->")


def find_broken_markup(document: Document) -> Iterator[Finding]:
    """Yield a finding for each tag or comment shown as text, and for each unmatched quote."""
    for tag in document.tags:
        if tag.has_open_quote and (finding := _open_quote_finding(document, tag)):
            yield finding
    for prose in document.prose:
        if "<" in prose.text or "＜" in prose.text:
            for match in _TAG().finditer(prose.text):
                yield _literal_tag_finding(prose, match)
            if "!" in prose.text or "！" in prose.text:
                yield from _comment_findings(prose)


def _open_quote_finding(document: Document, tag: HtmlTag) -> Finding | None:
    written = document.slice(tag.span).partition("\n")[0]
    if "<" in written[1:]:
        written = written[: written.index(">") + 1] if ">" in written else written
    line, column = tag.span.line, tag.span.column
    span = Span(line, column, line, column + len(written))
    effect = "GitHub reads the text after it as part of the tag"
    if match := _UNOPENED_URL().search(written):
        effect = f"the URL is {quote(match['url'] + match['quote'])}"
    elif _UNOPENED_VALUE().search(written):
        return None  # browsers read the quote as part of the value, without effect
    return Finding(
        span,
        f"{quote(written)} has an unmatched quote: {effect}",
        "Write the missing quote",
        fix=_quote_fix(written, span),
        severity="error",
    )


def _literal_tag_finding(prose: Prose, match: re.Match[str]) -> Finding:
    written, span = match[0], prose.place(*match.span())
    if written.count('"') % 2 or (written.count("'") % 2 and '"' not in written):
        problem, advice = "it has an unmatched quote", "Write the missing quote"
    elif re.search(r"[\"'\w]\s*,\s*[\w-]+\s*=", written):
        problem, advice = "there are commas between its attributes", "Write spaces instead"
    elif written.startswith("< "):
        problem, advice = "there is a space after the `<`", "Remove the space"
    elif not written.endswith(">"):
        problem, advice = "it is never closed", "Write `>` where the tag should end"
    else:
        problem, advice = "its attributes are malformed", 'Write them as `name="value"`'
    return Finding(
        span,
        f"GitHub shows {quote(written)} as text: {problem}",
        advice,
        fix=_quote_fix(written, span),
        severity="error",
    )


def _quote_fix(written: str, span: Span) -> Fix | None:
    """Return the fix that adds the missing quote of a URL, if the tag is valid then.

    `span` is the place of the tag, on one line.
    """
    if match := _OPEN_URL().search(written):
        at = match.end()
    elif match := _UNOPENED_URL().search(written):
        at = match.start("url")
    else:
        return None
    if not _VALID_TAG().fullmatch(written[:at] + match["quote"] + written[at:]):
        return None
    at += span.column
    edit = Edit(Span(span.line, at, span.line, at), match["quote"])
    return Fix("Write the missing quote", (edit,), safe=False)


def _comment_findings(prose: Prose) -> Iterator[Finding]:
    for match in _COMMENT_LIKE().finditer(prose.text):
        end = _COMMENT_END().search(prose.text, match.end(), match.end() + _MAX_CHARS)
        yield Finding(
            prose.place(*match.span()),
            f"GitHub shows this comment as text: it begins with {quote(match[0])}",
            "Write `<!--`, and `-->` at its end",
            fix=_comment_fix(prose, match, end) if end else None,
        )
    for match in _COMMENT().finditer(prose.text):
        end = _COMMENT_END().search(prose.text, match.end(), match.end() + _MAX_CHARS)
        if end and end[0] != "-->":
            problem = f"{quote(end[0])} does not end it"
            fix = _comment_fix(prose, match, end)
        elif end:
            problem, fix = "`--->` does not end it", None
        else:
            problem, fix = "it does not end in the same paragraph", None
        yield Finding(
            prose.place(*match.span()),
            f"GitHub shows this comment as text: {problem}",
            "Write `-->` at its end, and begin a comment with blank lines on a line of its own",
            fix=fix,
        )


def _comment_fix(prose: Prose, start: re.Match[str], end: re.Match[str]) -> Fix | None:
    edits = [
        Edit(prose.place(*match.span()), right)
        for match, right in ((start, "<!--"), (end, "-->"))
        if match[0] != right
    ]
    return Fix("Write `<!--` and `-->`", tuple(edits), safe=False)
