"""link-malformed: Markdown links that GitHub renders as text, and links with a malformed URL."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.identifiers import arxiv, malformed_url
from awesome_lint.model import (
    HIDDEN,
    Correction,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Link,
    LinkKind,
    Prose,
    Span,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared import markdown_in_html, misspelled_attributes
from awesome_lint.rules.shared.dropped_urls import scheme_that_is_dropped
from awesome_lint.rules.shared.images import SLASHES, has_path_of_computer
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.references import find_literal_definitions
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.dates import is_date
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_URL = rf"https?://[^\s()\[\]{{}}<>{HIDDEN}]+"
_DOI_PREFIX = deferred(r"https?://(?:dx\.)?doi\.org/10\.\d{4,9}/?")
"""The URL of a DOI without its suffix."""
_LABEL_CHARACTER = rf"[^\[\](){HIDDEN}]"
_LABEL = rf"(?:{_LABEL_CHARACTER}|\((?!https?:){_LABEL_CHARACTER}{{0,100}}\)){{1,200}}"
"""The text of a link: without brackets, and with balanced parentheses."""
_LABEL_AT_END = deferred(r"(?<![\]\\!])\[(?P<label>[^\[\]\\^]{1,200})\]\Z")
_IMAGE_IN_TEXT = re.compile(
    r"!\[[^\[\]]{0,200}\](?:(?P<opened>\()https?://[^\s()]*|https?://[^\s()\[\]]*\))$"
)
_ESCAPE = deferred(rf"\\{HIDDEN}")
_URL_LIKE = deferred(rf"://|\bwww\.|\S/\S|^#|\.[a-z]{{2,5}}(?:[\s#?]|$)|{HIDDEN}", re.IGNORECASE)
_MARK = re.compile(r"\[|\]|\(|\)|（|）|:/|;/")
"""The characters of links that are not rendered. Most lines have none of them."""
_BRACKET = deferred(r"[\[\]]")
_PARENTHESIS = re.compile(r"[()（）]")
_OPENING_PARENTHESES = "(（"
_AFTER_LINK = deferred(rf"{HIDDEN}[*_~]{{0,3}}[.,!?…。，、！？]{{0,3}}\s{{0,3}}[)）]{{0,9}}\Z")
"""What may be between a link and a parenthesis that was meant for it."""
_MAX_CHARS_AFTER_LINK = 19
_INLINE: tuple[LinkKind, ...] = ("inline",)
_WRITTEN_LINKS: tuple[LinkKind, ...] = ("inline", "reference", "autolink", "image")
"""The links that a bracket or parenthesis may be beside."""
_SPACE_TO_END = deferred(r"\s*\Z")
_SPACE_IN_REPOSITORY = deferred(
    r"https?://(?:www\.)?github\.com/(?:[\w.-]{1,100}/)?[\w.-]{0,100}[^\W_] [^\W_]"
)
"""A space inside the name of an account or repository on GitHub, which contains none."""
_REMARK = deferred(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}\s")
_MAX_TEXT_CHARS = 1000
"""Characters of the longest link text."""

_SPACES = " \t\u00a0\u200b\u200c\u200d\u2060\ufeff"
_SPACES_AFTER_TEXT = tuple(f"]{space}" for space in _SPACES)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link that is not rendered, and for each malformed URL."""
    findings: list[Finding] = []
    opened = 0
    for index, prose in enumerate(document.prose):
        if opened and not _continues_block(document, index):
            opened = 0
        if not _MARK.search(prose.text):
            continue
        attempts = list(_unrendered_links(prose, document))
        if not attempts:
            attempts += _unmatched_brackets(document, index)
            attempts += _unmatched_parentheses(document, prose, opened)
        findings += attempts
        opened += _opened_parentheses(prose.text)
    findings += markdown_in_html.find_markdown_links(document)
    # reference-undefined reports these references at the line that is not their definition.
    references = sorted(
        use for literal in find_literal_definitions(document) for use in literal.uses
    )
    findings = [each for each in findings if not _is_inside(each.span, references)]
    seen: set[Span] = set()
    reported_urls: list[Span] = []
    bare_urls: list[Span] = []
    attempted = sorted(finding.span for finding in findings)
    for link in document.links:
        if link.kind == "bare" and _is_inside(link.span, attempted):
            continue  # a part of a link that is not rendered
        if link.url_span not in seen:
            seen.add(link.url_span)
            malformed = list(_malformed_url(document, link, evidence))
            findings += malformed
            if link.kind == "bare":
                after = _without_first_character(link.url_span)
                (reported_urls if malformed else bare_urls).append(after)
        if link.kind == "inline" and (image := _IMAGE_IN_TEXT.search(link.text)):
            findings.append(
                Finding(
                    link.span,
                    f"GitHub does not render {quote(image[0])} as an image: its"
                    f" `{')' if image['opened'] else '('}` is missing, and readers see it as the"
                    " text of a link",
                    "Write `[![text](URL of the image)](URL)`",
                )
            )
    findings += _autolinks_after_text(document)
    findings += misspelled_attributes.find_misspelled_attributes(document)
    # What GitHub reads as part of a bare URL is reported with it.
    findings = [each for each in findings if not _is_inside(each.span, reported_urls)]
    findings = [
        _part_of_url(document, each.span) if _is_inside(each.span, bare_urls) else each
        for each in findings
    ]
    yield from sorted(findings, key=lambda finding: finding.span)


def _autolinks_after_text(document: Document) -> Iterator[Finding]:
    """Yield a finding for each `[text]<URL>`, of which GitHub renders the URL only."""
    for link in document.links:
        line, column = link.span.line, link.span.column
        before = document.lines[line - 1][: column - 1]
        if link.kind != "autolink" or not before.endswith("]"):
            continue
        label = _LABEL_AT_END().search(before)
        if label is None or not any(map(str.isalpha, label["label"])) or label["label"] in "xX":
            continue
        right = f"{label[0]}({link.url})"
        yield Finding(
            Span(line, label.start() + 1, line, link.span.end_column),
            f"GitHub shows {quote(label[0])} with its brackets: the URL is not between `(` and `)`",
            f"Write {quote(right, 100)}",
            severity="warning",
        )


def _without_first_character(span: Span) -> Span:
    return replace(span, column=span.column + 1)


def _part_of_url(document: Document, span: Span) -> Finding:
    """Return the finding for a link directly after a bare URL."""
    return Finding(
        span,
        f"GitHub does not render {quote(document.slice(span))} as a link: it reads the link as part"
        " of the URL before it",
        "Put a space after the URL",
    )


def _unrendered_links(prose: Prose, document: Document) -> Iterator[Finding]:
    """Yield a finding for each link that GitHub renders as text."""
    text = prose.text
    # The text of a link that is rendered is hidden, with its URL.
    if not ("http" in text or "](" in text or ":/" in text or ";/" in text):
        return
    taken = bytearray(len(text))
    for start, end in prose.math:
        taken[start:end] = bytes([1]) * (end - start)
    matching = _matching_brackets(_without_math(prose)) if "[" in text else {}
    line = _Line(matching, text.find(f"\\{HIDDEN}"))
    shown = ""
    for marks, pattern, describe in _ATTEMPTS:
        if not any(mark in text for mark in marks):
            continue
        for match in pattern().finditer(text):
            if any(taken[slice(*match.span())]):
                continue
            if (attempt := describe(match, line)) is not None:
                length = match.end() - attempt.start
                taken[attempt.start : match.end()] = bytes([1]) * length
                shown = shown or _with_escaped_characters(text, prose, document)
                yield _finding(prose, attempt, match.end(), shown, document)


def _without_math(prose: Prose) -> str:
    """Return the text with its formulas replaced, since their brackets are not Markdown."""
    if not prose.math:
        return prose.text
    pieces, position = [], 0
    for start, end in prose.math:
        pieces += [prose.text[position:start], HIDDEN * (end - start)]
        position = end
    return "".join((*pieces, prose.text[position:]))


def _with_escaped_characters(text: str, prose: Prose, document: Document) -> str:
    """Return the text with the escaped characters, which readers see, after their backslashes."""
    line, before = document.lines[prose.span.line - 1], prose.span.column - 1
    return _ESCAPE().sub(lambda match: f"\\{line[before + match.end() - 1]}", text)


def _matching_brackets(text: str) -> dict[int, int]:
    """Return the offset of the matching bracket, by the offset of each matched square bracket."""
    opened: list[int] = []
    matching = {}
    for bracket in _BRACKET().finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            opening = opened.pop()
            matching[opening], matching[bracket.start()] = bracket.start(), opening
    return matching


class _LinksByEdge(Struct, frozen=True):
    """Links of a document, by line and column."""

    starts: Mapping[tuple[int, int], Link]
    """The links by the line and column of their start."""
    ends: Mapping[tuple[int, int], Link]
    """The links by the line and column of their end."""


@once_per_document
def _links_by_edge(document: Document, kinds: Collection[LinkKind]) -> _LinksByEdge:
    """Return the links of a document that are written in one of `kinds`."""
    links = [link for link in document.links if link.kind in kinds]
    return _LinksByEdge(
        {(link.span.line, link.span.column): link for link in links},
        {(link.span.end_line, link.span.end_column): link for link in links},
    )


def _continues_block(document: Document, index: int) -> bool:
    """Return whether a line of prose continues the block of the line before it."""
    if not 0 < index < len(document.prose):
        return False
    before, prose = document.prose[index - 1], document.prose[index]
    if prose.span.line != before.span.line + 1:
        return False
    # Text after a list marker or in a cell starts a new block.
    return not document.lines[prose.span.line - 1][: prose.span.column - 1].strip(" \t>")


def _unmatched_kinds(prose: Prose) -> frozenset[str]:
    """Return the kinds of square brackets (`[`, `]`) of which a line has unmatched ones."""
    text = _without_math(prose)
    matching = _matching_brackets(text)
    return frozenset(mark[0] for mark in _BRACKET().finditer(text) if mark.start() not in matching)


def _unmatched_brackets(document: Document, index: int) -> Iterator[Finding]:
    """Yield a finding for each unmatched bracket next to a link: one half of `[[text](url)]`.

    Escaped brackets and brackets in the link's text count as matches, since readers see them.
    """
    prose = document.prose[index]
    text = _without_math(prose)
    if "[" not in text and "]" not in text:
        return
    matching = _matching_brackets(_with_escaped_characters(text, prose, document))
    unmatched = [mark for mark in _BRACKET().finditer(text) if mark.start() not in matching]
    if not unmatched:
        return
    links = _links_by_edge(document, _INLINE)
    # A bracket may be closed on the next line.
    above = below = frozenset[str]()
    if _continues_block(document, index):
        above = _unmatched_kinds(document.prose[index - 1])
    if _continues_block(document, index + 1):
        below = _unmatched_kinds(document.prose[index + 1])
    line = prose.span.line
    for bracket in unmatched:
        column = prose.span.column + bracket.start()
        opens = bracket[0] == "["
        link = (links.starts if opens else links.ends).get((line, column + opens))
        if link is None or link.text.count("]" if opens else "[") > link.text.count(bracket[0]):
            continue
        if "]" in below if opens else "[" in above:
            continue
        other = "]" if opens else "["
        yield Finding(
            Span(line, column, line, column + 1),
            f"The `{bracket[0]}` {'before' if opens else 'after'} the link has no matching"
            f" `{other}`: readers see a stray bracket",
            f"Remove it, or write `{other}` on the other side of the link",
            severity="warning",
        )


def _opened_parentheses(text: str) -> int:
    """Return the number of opening parentheses in a text that are not closed in it."""
    depth = 0
    for mark in _PARENTHESIS.finditer(text):
        depth = depth + 1 if mark[0] in _OPENING_PARENTHESES else max(depth - 1, 0)
    return depth


def _unmatched_parentheses(document: Document, prose: Prose, opened: int) -> Iterator[Finding]:
    """Yield a finding for each `)` after a link that closes nothing: `[text](url))`.

    `opened` is the number of parentheses that are open at the beginning of the line.
    """
    line, depth = prose.span.line, opened
    for mark in _PARENTHESIS.finditer(prose.text):
        if mark[0] in _OPENING_PARENTHESES:
            depth += 1
            continue
        depth -= 1
        if depth >= 0:
            continue
        depth = 0
        start = max(0, mark.start() - _MAX_CHARS_AFTER_LINK)
        before = _AFTER_LINK().search(prose.text, start, mark.start())
        if before is None:
            continue
        links = _links_by_edge(document, _WRITTEN_LINKS)
        link = links.ends.get((line, prose.span.column + before.start() + 1))
        if link and not _opened_parentheses(link.text) and not _opened_parentheses(link.url):
            column = prose.span.column + mark.start()
            opening = _OPENING_PARENTHESES[mark[0] != ")"]
            yield Finding(
                Span(line, column, line, column + 1),
                f"The `{mark[0]}` after the link has no matching `{opening}`: readers see a stray"
                " parenthesis",
                f"Remove it, or write `{opening}` before the link",
                severity="warning",
            )


def _finding(prose: Prose, attempt: _Attempt, end: int, shown: str, document: Document) -> Finding:
    line, column = prose.span.line, prose.span.column
    span = Span(line, column + attempt.start, line, column + end)
    written = shown[attempt.start : end].replace(HIDDEN, " ")
    if attempt.nested:
        written = document.slice(span)
    advice, fix = attempt.advice, None
    if attempt.corrected is not None:
        advice = f"Write {quote(attempt.corrected, 100)}"
        if attempt.misspelt:
            fix = Fix(
                advice,
                (Edit(span, attempt.corrected),),
                corrections=(Correction(written, attempt.corrected),),
            )
        else:
            fix = Fix(advice, (Edit(span, attempt.corrected),))
    message = f"GitHub does not render {quote(written)} as a link: {attempt.reason}"
    return Finding(span, message, advice, fix=fix)


class _Attempt(Struct, frozen=True):
    """A link that GitHub renders as text."""

    start: int
    """The offset of its first character in the prose."""
    reason: str
    """The reason why GitHub does not render it as a link."""
    corrected: str | None = None
    """The corrected link, if it is known."""
    advice: str = "Write `[text](URL)`"
    """The help, if the corrected link is unknown."""
    misspelt: bool = False
    """Whether the fix corrects a spelling."""
    nested: bool = False
    """Whether it contains another link, which GitHub renders."""


_Match = re.Match[str]


class _Line(Struct, frozen=True):
    """The brackets and escapes of a line of prose."""

    matching: Mapping[int, int]
    """The offset of the matching bracket, by the offset of each matched square bracket."""
    first_escape: int
    """The offset of the first escaped character, or -1."""


_Describe = Callable[[_Match, _Line], _Attempt | None]


def _inline_link(match: _Match, reason: str) -> _Attempt:
    return _Attempt(match.start(), reason, f"[{match['label']}]({match['url']})")


def _wrong_bracket(match: _Match, _line: _Line) -> _Attempt:
    return _inline_link(match, "the text does not end with `]`")


def _unclosed_bracket(match: _Match, line: _Line) -> _Attempt | None:
    if match.end("open") - 1 in line.matching:
        return None
    corrected = f"{match['open']}{match['label']}{']' * len(match['open'])}({match['url']})"
    reason = f"the `[` before {quote(match['label'])} has no matching `]`"
    return _Attempt(match.start(), reason, corrected)


def _unclosed_image(match: _Match, line: _Line) -> _Attempt | None:
    if match.start() in line.matching or match.start() == line.first_escape:
        return None
    reason = "the `[` before the image has no matching `]`"
    advice = "Write `[![text](URL of the image)](URL)`"
    return _Attempt(match.start(), reason, advice=advice, nested=True)


def _colon_before_url(match: _Match, line: _Line) -> _Attempt | None:
    if _space_before_url(match, line) is None:
        return None
    return _inline_link(match, "a colon separates the text from the URL")


def _space_before_url(match: _Match, _line: _Line) -> _Attempt | None:
    label = match["label"].strip("[] ")
    # A URL may follow a ticked box (`[x]`) or a reference (`[1]`).
    if label in ("", "x", "X") or label.isdigit() or label.startswith("^"):
        return None
    visible = match["space"].isspace()
    separator = "a space" if visible else "an invisible character"
    return _inline_link(match, f"{separator} separates the text from the URL")


def _swapped_brackets(match: _Match, _line: _Line) -> _Attempt:
    return _inline_link(match, "the brackets and the parentheses are swapped")


def _wrong_url_brackets(match: _Match, _line: _Line) -> _Attempt:
    return _inline_link(match, "the URL is not between `(` and `)`")


def _wrong_closing_parenthesis(match: _Match, line: _Line) -> _Attempt | None:
    if match.start("close") in line.matching:
        return None  # of a bracket around the link
    return _inline_link(match, f"`{match['close']}` does not close the URL's `(`")


def _missing_parenthesis(match: _Match, _line: _Line) -> _Attempt:
    return _inline_link(match, "the `(` before the URL is missing")


def _bare_url_in_brackets(match: _Match, _line: _Line) -> _Attempt:
    advice = f"Write {quote('<' + match['url'] + '>', 100)}, or `[text](URL)`"
    return _Attempt(match.start("url"), "a bare URL inside brackets stays text", advice=advice)


def _with_link_in_url(opening: int, inside: str, *, is_closed: bool) -> _Attempt:
    """Return the attempt with a rendered link between its parentheses."""
    if is_closed and not inside.strip(HIDDEN):
        return _Attempt(
            opening,
            "there is a link inside the link's URL",
            advice="Write `[text](URL)` with the URL of the inner link",
            nested=True,
        )
    doubled = inside.startswith("(")
    reason = "the parentheses do not match" if doubled else "the closing `)` is missing"
    return _Attempt(opening, reason)


def _other_attempt(match: _Match, line: _Line) -> _Attempt | None:
    """Return the attempt that contains `](…`; None if it is not meant as a link."""
    opening = line.matching.get(match.start())
    if opening is None:
        if 0 <= line.first_escape < match.start():
            return None  # \[text](url) is deliberate text
        return _Attempt(match.start(), "the `[` before the text is missing")
    if match.start() - opening > _MAX_TEXT_CHARS:
        return None
    inside = match["inside"].strip()
    text = match.string[opening : match.start()]
    if HIDDEN in _ESCAPE().sub("", text):
        if _is_remark(inside):
            return None  # a link in brackets and a remark in parentheses
        return _Attempt(
            opening, "links cannot contain links", advice="Keep the inner link only", nested=True
        )
    if HIDDEN in _ESCAPE().sub("", inside):
        return _with_link_in_url(opening, inside, is_closed=bool(match["close"]))
    if not match["close"]:
        # Text after the URL on its line may belong to the URL.
        is_complete = (
            re.fullmatch(_URL, inside) is not None
            and _SPACE_TO_END().match(match.string, match.end()) is not None
            and not malformed_url.is_front_page(inside)
            and not _DOI_PREFIX().fullmatch(inside)
        )
        corrected = f"{text}]({inside})" if is_complete and HIDDEN not in text else None
        return _Attempt(opening, "the closing `)` is missing", corrected)
    if title := re.fullmatch(
        rf"({_URL})\s+[{malformed_url.TYPOGRAPHIC_QUOTES}](.*)[{malformed_url.TYPOGRAPHIC_QUOTES}]",
        inside,
    ):
        reason = "a link title needs straight quotation marks"
        corrected = None if HIDDEN in text else f'{text}]({title[1]} "{title[2]}")'
        return _Attempt(opening, reason, corrected)
    if re.search(r"\s", inside):
        reason, advice = _describe_spaces(inside)
        return _Attempt(opening, reason, advice=advice)
    return _Attempt(opening, "the brackets do not match")


def _is_remark(inside: str) -> bool:
    """Return whether a text in parentheses is words or a date, and not meant as a URL."""
    if _REMARK().match(inside) or is_date(inside):
        return True
    return re.search(r"\s", inside) is not None and not _URL_LIKE().search(inside)


def _describe_spaces(inside: str) -> tuple[str, str]:
    """Return the reason and the help for spaces between `(` and `)`, which may belong to a URL."""
    pieces = inside.split()
    packed = "".join(pieces)
    if sum(map(malformed_url.is_absolute_url, pieces)) > 1:
        return "it contains two URLs", "Write a link for each URL, or keep one of them"
    if not _URL_LIKE().search(inside):
        return "the text in parentheses is not a URL", "Write `[text](URL)`"
    if not malformed_url.is_absolute_url(packed):
        advice = "Write `[text](URL)`"
    elif len(pieces) == 2 and _SPACE_IN_REPOSITORY().match(" ".join(pieces)):
        advice = "Write `-`, `_` or nothing instead of the space, as in the repository's name"
    elif len(pieces) == 2:
        advice = f"Write {quote(packed, 100)}, or `%20` if the space belongs to the URL"
    else:
        advice = "Write `%20` for each space, or put the URL between `<` and `>`"
    return "the URL contains a space", advice


def _misspelled_scheme(match: _Match, _line: _Line) -> _Attempt | None:
    broken = malformed_url.diagnose(match[0])
    if broken is None or broken.defect != "broken scheme":
        return None
    return _Attempt(
        match.start(), "the scheme of the URL is misspelled", broken.corrected, misspelt=True
    )


_ATTEMPTS: tuple[tuple[tuple[str, ...], Callable[[], re.Pattern[str]], _Describe], ...] = (
    (
        ("}(http", "】(http", ")(http"),
        deferred(rf"\[(?P<label>{_LABEL})[}}】)]\((?P<url>{_URL})\)"),
        _wrong_bracket,
    ),
    (
        ("(http",),
        deferred(rf"(?P<open>\[{{1,2}})(?P<label>{_LABEL})\((?P<url>{_URL})\)"),
        _unclosed_bracket,
    ),
    (
        (f"{HIDDEN}(http",),
        deferred(rf"\[{HIDDEN}{{1,{_MAX_TEXT_CHARS}}}\({_URL}\)"),
        _unclosed_image,
    ),
    (
        _SPACES_AFTER_TEXT,
        deferred(
            rf"\[(?P<label>{_LABEL}|\[{_LABEL}\])\](?P<space>[{_SPACES}]{{1,5}})\((?P<url>{_URL})\)"
        ),
        _space_before_url,
    ),
    (
        ("]:", "]\uff1a", *_SPACES_AFTER_TEXT),
        deferred(
            rf"\[(?P<label>{_LABEL})\](?P<space>[{_SPACES}]{{0,5}}[:\uff1a][{_SPACES}]{{0,5}})"
            rf"\((?P<url>{_URL})\)"
        ),
        _colon_before_url,
    ),
    (
        (")[http",),
        deferred(rf"\((?P<label>{_LABEL_CHARACTER}{{1,200}})\)\[(?P<url>{_URL})\]"),
        _swapped_brackets,
    ),
    (
        ("][http", "]{http", "]\uff08http", "]\u3010http", "]<http"),
        deferred(
            rf"\[(?P<label>{_LABEL})\][\[{{\uff08\u3010<](?P<url>{_URL.replace('<>', '<>）】')})"
            r"[\])}\uff09\u3011>]"
        ),
        _wrong_url_brackets,
    ),
    (
        ("](http",),
        deferred(
            rf"\[(?P<label>{_LABEL}|\[{_LABEL}\])\]\((?P<url>{_URL.replace('<>', '<>）】')})"
            r"(?P<close>[）】\]])(?!\))"
        ),
        _wrong_closing_parenthesis,
    ),
    (
        ("]http",),
        deferred(rf"\[(?P<label>{_LABEL})\](?P<url>{_URL})\)"),
        _missing_parenthesis,
    ),
    (
        ("](",),
        deferred(
            r"\]\((?P<inside>[^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?)(?P<close>\)?)"
        ),
        _other_attempt,
    ),
    (
        ("http",),
        deferred(rf"\[[^\[\]]{{0,100}}?(?P<url>{_URL}+)(?=[^\[\]]{{0,100}}\])"),
        _bare_url_in_brackets,
    ),
    (
        (":/", ";/"),
        deferred(rf"(?<![\w/.:])[A-Za-z]{{2,8}}[:;]/{{1,4}}[\w-]+\.[^\s()<>\[\]{HIDDEN}]+"),
        _misspelled_scheme,
    ),
)
"""The patterns of links that GitHub renders as text, in order. A text that a pattern matches
contains one of the marks before it. A text is reported once."""

_DEFECTS: dict[malformed_url.Defect, str] = {
    "no scheme": "without `https://`, GitHub looks for a file in the repository",
    "glued host": "there is no slash after the host",
    "broken scheme": "the scheme of the URL is misspelled",
    "two URLs": "it contains two URLs",
    "parentheses": "the parentheses around the URL are read as part of it",
    "brackets": "the brackets around the URL are read as part of it",
    "whole link": "there is a link inside the link's URL",
    "quotes": "the quotation marks around the URL are read as part of it",
    "invisible": "it contains an invisible character",
    "space": "it contains a space that is not ASCII",
    "backslash": "the backslash before the URL is read as part of it",
    "backslashes": "it has `\\` in place of `/`",
    "host": "there is no such host",
    "punctuation": "the punctuation after the URL is read as part of it",
}
_DEFAULT_ADVICE = "Write the intended URL"
_ADVICE = {"bare": "Put a space between the two URLs"}


def _malformed_url(document: Document, link: Link, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding if the URL of a rendered link is malformed.

    Images with paths of one computer are left to image-not-image.
    """
    if has_path_of_computer(document, link):
        return
    broken = malformed_url.diagnose(link.url)
    if link.kind == "bare" and (
        broken is None or broken.defect in ("quotes", "space", "punctuation")
    ):
        yield from _text_after_url(document, link)
        return
    if broken is None:
        yield from _dropped_url(document, link)
        return
    file = evidence.files.get(link.url)
    if file is not None and file.exists:
        return
    fix = None
    right = broken.corrected
    is_literal = document.slice(link.url_span) == link.url
    if broken.defect == "backslashes" and not is_literal:
        right = None  # Markdown removed backslashes before punctuation
    if broken.first and link.kind == "bare":
        right = f"<{broken.first}>{link.url.removeprefix(broken.first)}"
    advice = _ADVICE.get(link.kind, _DEFAULT_ADVICE)
    if right:
        advice = f"Write {quote(right, 100)}"
    elif broken.defect == "backslashes":
        advice = SLASHES
    elif broken.defect == "space":
        advice = "Remove the space, or write `%20` if it belongs to the URL"
    # The fix drops the text of the inner link, so the outer link must contain it.
    keeps_text = broken.text.casefold() in link.text.casefold()
    if right and keeps_text and is_literal:
        is_safe = broken.defect not in ("host", "punctuation")
        fix = replace_text(document, link.url_span, right, advice, safe=is_safe)
        fix = replace(fix, kept=link.span if broken.text else None)
    # A server may accept a URL with punctuation at its end.
    is_certain = broken.defect != "punctuation"
    effect = "does not work" if is_certain else "may not work"
    yield Finding(
        link.url_span,
        f"The link to {quote(link.url)} {effect}: {_DEFECTS[broken.defect]}",
        advice,
        fix=fix,
        severity=None if is_certain else "warning",
    )


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span begins in the last of `others` that begins at or before it."""
    index = bisect_right(others, span.start, key=lambda other: other.start) - 1
    return index >= 0 and span.start < others[index].end


def _dropped_url(document: Document, link: Link) -> Iterator[Finding]:
    """Yield a finding if GitHub drops the URL of a link or image because of its scheme."""
    scheme = scheme_that_is_dropped(link)
    if not scheme:
        return
    loss = (
        "readers see a broken image" if link.kind == "image" else "readers see text without a link"
    )
    advice, fix = "Write the URL of a page, with `https://`", None
    if scheme == "file" or len(scheme) == 1:
        advice = "Write the path of a file in this repository, or the URL of a page"
    elif scheme in ("ftp", "ftps"):
        advice = "Write the URL with `https://`: browsers do not open FTP links either"
    elif scheme == "arxiv":
        number = link.url.partition(":")[2].strip()
        if isinstance(arxiv.parse_identifier(number), arxiv.ArxivId):
            url = f"https://arxiv.org/abs/{number}"
            advice = f"Write {quote(url)}"
            if document.slice(link.url_span) == link.url and link.kind != "autolink":
                fix = replace_text(document, link.url_span, url, advice)
    name = "a drive" if len(scheme) == 1 else f"the scheme `{scheme}:`"
    yield Finding(
        link.url_span,
        f"GitHub drops the URL {quote(link.url)}, because it begins with {name}: {loss}",
        advice,
        fix=fix,
    )


def _text_after_url(document: Document, link: Link) -> Iterator[Finding]:
    """Yield a finding if GitHub takes the text after a bare URL into it.

    The fix puts the URL between `<` and `>`, so that the text is shown as before: a space before
    full-width punctuation would be visible.
    """
    written = document.slice(link.url_span)
    end = malformed_url.end_of_bare_url(written)
    if end == len(written):
        return
    url, after = written[:end], written[end:]
    right = f"<{url}>" if malformed_url.is_absolute_url(url) else f"[{url}](http://{url})"
    advice = f"Write {quote(right + after, 100)}"
    yield Finding(
        link.url_span,
        f"The link to {quote(link.url)} does not work: GitHub reads"
        f" {quote(after)} as part of the URL",
        advice,
        fix=replace_text(document, link.url_span, right + after, advice),
    )
