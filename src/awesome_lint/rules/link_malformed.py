"""link-malformed: what was meant to be a link and did not become one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.identifiers import malformed_url
from awesome_lint.model import Correction, Document, Edit, Evidence, Finding, Fix, Link, Prose, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared import markdown_in_html
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.wording import quote

_URL = r"https?://[^\s()\[\]{}<>\N{OBJECT REPLACEMENT CHARACTER}]+"
_LABEL = r"[^\[\]()\N{OBJECT REPLACEMENT CHARACTER}]{1,200}"
_HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
_IMAGE_IN_TEXT = re.compile(r"!\[[^\[\]]{0,200}\]\(https?://[^\s()]*$")
_ESCAPE = re.compile(rf"\\{_HIDDEN}")
_ADDRESS = re.compile(rf"://|\bwww\.|\S/\S|^#|\.[a-z]{{2,5}}(?:[\s#?]|$)|{_HIDDEN}", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
_SPACE_TO_END = re.compile(r"\s*\Z")
_REMARK = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}\s")
_LONGEST_TEXT = 1000
"""Characters of the longest text of a link; brackets that are further apart are not compared."""

_BLANKS = " \t\u00a0\u200b\u200c\u200d\u2060\ufeff"


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each attempt at a link, and each link that leads to no address."""
    findings: list[Finding] = []
    links = _Edges.of(document)
    # A bracket may be closed on the next line: what is open at the end of one is kept in mind.
    lone = [_lone_kinds(_without_math(prose)) for prose in document.prose]
    for index, prose in enumerate(document.prose):
        attempts = list(_literal(prose, document))
        if not attempts:
            above = lone[index - 1] if _follows(document, index) else frozenset()
            below = lone[index + 1] if _follows(document, index + 1) else frozenset()
            attempts = list(_lone_brackets(prose, above, below, links, document))
        findings += attempts
    tables = {
        row.span.line
        for stray in document.unrendered_rows
        if stray.block == "html"
        for row in stray.rows
    }
    for block in document.raw_text:
        findings += markdown_in_html.find_markdown_links(
            prose for prose in block if prose.span.line not in tables
        )
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span not in seen:
            seen.add(link.url_span)
            findings += _destination(document, link)
        if link.kind == "inline" and (image := _IMAGE_IN_TEXT.search(link.text)):
            findings.append(
                Finding(
                    link.span,
                    f"GitHub does not render {quote(image[0])} as an image: its `)` is missing, and"
                    " readers see it as the text of a link",
                    "Write `[![text](URL of the image)](URL)`",
                )
            )
    yield from sorted(findings, key=lambda finding: finding.span)


def _literal(prose: Prose, document: Document) -> Iterator[Finding]:
    """Yield what GitHub shows as text although it was written as a link."""
    text = prose.text
    if not any(mark in text for mark in ("](", "(http", "[http", "]", "://", ":/")):
        return
    taken = bytearray(len(text))
    for start, end in prose.math:
        taken[start:end] = bytes([1]) * (end - start)
    partners = _partners(_without_math(prose)) if "[" in text else {}
    line = _Line(partners, text.find(f"\\{_HIDDEN}"))
    shown = ""
    for pattern, describe in _ATTEMPTS:
        for match in pattern.finditer(text):
            if any(taken[slice(*match.span())]):
                continue
            if (attempt := describe(match, line)) is not None:
                length = match.end() - attempt.start
                taken[attempt.start : match.end()] = bytes([1]) * length
                shown = shown or _escapes_shown(text, prose, document)
                yield _finding(prose, attempt, match.end(), shown)


def _without_math(prose: Prose) -> str:
    """Return the text with its formulas replaced: their brackets open and close nothing."""
    pieces, position = [], 0
    for start, end in prose.math:
        pieces += [prose.text[position:start], _HIDDEN * (end - start)]
        position = end
    return "".join((*pieces, prose.text[position:]))


def _escapes_shown(text: str, prose: Prose, document: Document) -> str:
    """Return the text with the characters that stand behind a backslash: readers see them."""
    line, before = document.lines[prose.span.line - 1], prose.span.column - 1
    return _ESCAPE.sub(lambda match: f"\\{line[before + match.end() - 1]}", text)


def _partners(text: str) -> dict[int, int]:
    """Return for each square bracket that has a partner where that one stands."""
    opened: list[int] = []
    partners = {}
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            opening = opened.pop()
            partners[opening], partners[bracket.start()] = bracket.start(), opening
    return partners


class _Edges(Struct, frozen=True):
    """The links of a document by the line and column where they begin, and where they end."""

    starts: Mapping[tuple[int, int], Link]
    ends: Mapping[tuple[int, int], Link]

    @classmethod
    def of(cls, document: Document) -> _Edges:
        links = [link for link in document.links if link.kind == "inline"]
        return cls(
            {(link.span.line, link.span.column): link for link in links},
            {(link.span.end_line, link.span.end_column): link for link in links},
        )


def _follows(document: Document, index: int) -> bool:
    """Return whether a stretch of prose goes on with the block of the one before it."""
    if not 0 < index < len(document.prose):
        return False
    before, prose = document.prose[index - 1], document.prose[index]
    if prose.span.line != before.span.line + 1:
        return False
    # What stands after a list marker or in a cell begins a block of its own.
    return not document.lines[prose.span.line - 1][: prose.span.column - 1].strip(" \t>")


def _lone_kinds(text: str) -> frozenset[str]:
    """Return which kinds of square brackets there are in a text without a partner."""
    if "[" not in text and "]" not in text:
        return frozenset()
    partners = _partners(text)
    return frozenset(mark[0] for mark in _BRACKET.finditer(text) if mark.start() not in partners)


def _lone_brackets(
    prose: Prose,
    above: frozenset[str],
    below: frozenset[str],
    links: _Edges,
    document: Document,
) -> Iterator[Finding]:
    """Yield the brackets that touch a link and have no partner: half of `[[text](url)]`.

    To the reader, a bracket with a backslash before it and one in a link's text are partners, too.
    """
    text = _without_math(prose)
    if "[" not in text and "]" not in text:
        return
    partners = _partners(_escapes_shown(text, prose, document))
    line = prose.span.line
    for bracket in _BRACKET.finditer(text):
        if bracket.start() in partners:
            continue
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


def _finding(prose: Prose, attempt: _Attempt, end: int, shown: str) -> Finding:
    line, column = prose.span.line, prose.span.column
    span = Span(line, column + attempt.start, line, column + end)
    written = shown[attempt.start : end].replace(_HIDDEN, " ")
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
    message = f"GitHub does not render {quote(written)} as a link: {attempt.why}"
    return Finding(span, message, advice, fix=fix)


class _Attempt(Struct, frozen=True):
    """What is wrong with an attempt at a link that begins at offset `start` of its prose."""

    start: int
    why: str
    corrected: str | None = None
    advice: str = "Write `[text](URL)`"
    misspelt: bool = False


_Match = re.Match[str]


class _Line(Struct, frozen=True):
    """A line of prose: its square brackets with their partners, and its first escape, or -1."""

    partners: Mapping[int, int]
    escape: int


_Describe = Callable[[_Match, _Line], _Attempt | None]


def _link(match: _Match, why: str) -> _Attempt:
    return _Attempt(match.start(), why, f"[{match['label']}]({match['url']})")


def _bracket_wrong(match: _Match, _line: _Line) -> _Attempt:
    return _link(match, "the text does not end with `]`")


def _bracket_open(match: _Match, line: _Line) -> _Attempt | None:
    if match.end("open") - 1 in line.partners:
        return None
    corrected = f"{match['open']}{match['label']}{']' * len(match['open'])}({match['url']})"
    why = f"the `[` before {quote(match['label'])} has no matching `]`"
    return _Attempt(match.start(), why, corrected)


def _apart(match: _Match, _line: _Line) -> _Attempt | None:
    label = match["label"].strip("[] ")
    # `[x]` is a ticked box, `[1]` a reference, and both may well be followed by a URL.
    if label in ("", "x", "X") or label.isdigit() or label.startswith("^"):
        return None
    visible = match["blank"].isspace()
    what = "a space" if visible else "an invisible character"
    return _link(match, f"{what} separates the text from the URL")


def _reversed(match: _Match, _line: _Line) -> _Attempt:
    return _link(match, "the brackets and the parentheses are swapped")


def _other_brackets(match: _Match, _line: _Line) -> _Attempt:
    return _link(match, "the URL is not between `(` and `)`")


def _parenthesis_lost(match: _Match, _line: _Line) -> _Attempt:
    return _link(match, "the `(` before the URL is missing")


def _in_brackets(match: _Match, _line: _Line) -> _Attempt:
    advice = f"Write {quote('<' + match['url'] + '>', 100)}, or `[text](URL)`"
    return _Attempt(match.start("url"), "a bare URL inside brackets stays text", advice=advice)


def _left_over(match: _Match, line: _Line) -> _Attempt | None:
    """Say why `](…` is still text."""
    opening = line.partners.get(match.start())
    if opening is None:
        if 0 <= line.escape < match.start():
            return None  # \[text](url) is meant to be read as it is
        return _Attempt(match.start(), "the `[` before the text is missing")
    if match.start() - opening > _LONGEST_TEXT:
        return None
    inside = match["inside"].strip()
    text = match.string[opening : match.start()]
    if _HIDDEN in _ESCAPE.sub("", text):
        if _REMARK.match(inside) or (re.search(r"\s", inside) and not _ADDRESS.search(inside)):
            return None  # a remark in parentheses behind a link in brackets
        return _Attempt(opening, "it contains another link")
    if _HIDDEN in _ESCAPE.sub("", inside):
        doubled = inside.startswith("(")
        why = "the parentheses do not match" if doubled else "the closing `)` is missing"
        return _Attempt(opening, why)
    if not match["close"]:
        # What follows the address on its line may belong to it or not.
        whole = re.fullmatch(_URL, inside) and _SPACE_TO_END.match(match.string, match.end())
        corrected = f"{text}]({inside})" if whole and _HIDDEN not in text else None
        return _Attempt(opening, "the closing `)` is missing", corrected)
    if title := re.fullmatch(
        rf"({_URL})\s+[{malformed_url.TYPOGRAPHIC_QUOTES}](.*)[{malformed_url.TYPOGRAPHIC_QUOTES}]",
        inside,
    ):
        why = "a link title needs straight quotation marks"
        corrected = None if _HIDDEN in text else f'{text}]({title[1]} "{title[2]}")'
        return _Attempt(opening, why, corrected)
    if re.search(r"\s", inside):
        return _Attempt(opening, "the URL contains a space")
    return _Attempt(opening, "the brackets do not match")


def _scheme(match: _Match, _line: _Line) -> _Attempt | None:
    broken = malformed_url.diagnose(match[0])
    if broken is None or broken.defect != "broken scheme":
        return None
    return _Attempt(
        match.start(), "the scheme of the URL is misspelled", broken.corrected, misspelt=True
    )


_ATTEMPTS: tuple[tuple[re.Pattern[str], _Describe], ...] = (
    (re.compile(rf"\[(?P<label>{_LABEL})\}}\((?P<url>{_URL})\)"), _bracket_wrong),
    (re.compile(rf"(?P<open>\[{{1,2}})(?P<label>{_LABEL})\((?P<url>{_URL})\)"), _bracket_open),
    (
        re.compile(
            rf"\[(?P<label>{_LABEL}|\[{_LABEL}\])\](?P<blank>[{_BLANKS}]{{1,5}})\((?P<url>{_URL})\)"
        ),
        _apart,
    ),
    (re.compile(rf"\((?P<label>{_LABEL})\)\[(?P<url>{_URL})\]"), _reversed),
    (
        re.compile(
            rf"\[(?P<label>{_LABEL})\][\[{{\uff08\u3010<](?P<url>{_URL.replace('<>', '<>）】')})"
            r"[\]}\uff09\u3011>]"
        ),
        _other_brackets,
    ),
    (re.compile(rf"\[(?P<label>{_LABEL})\](?P<url>{_URL})\)"), _parenthesis_lost),
    (
        re.compile(
            r"\]\((?P<inside>[^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?)(?P<close>\)?)"
        ),
        _left_over,
    ),
    (re.compile(rf"\[[^\[\]]{{0,100}}?(?P<url>{_URL}+)(?=[^\[\]]{{0,100}}\])"), _in_brackets),
    (
        re.compile(rf"(?<![\w/.:])[A-Za-z]{{2,8}}[:;]/{{1,4}}[\w-]+\.[^\s()<>\[\]{_HIDDEN}]+"),
        _scheme,
    ),
)
"""What to look for, in this order: a stretch of text is reported once."""

_SLIPS: dict[malformed_url.Defect, str] = {
    "no scheme": "without `https://`, GitHub looks for a file in the repository",
    "broken scheme": "the scheme of the URL is misspelled",
    "two URLs": "it contains two URLs",
    "parentheses": "the parentheses around the URL are read as part of it",
    "brackets": "the brackets around the URL are read as part of it",
    "whole link": "there is a link inside the link's URL",
    "quotes": "the quotation marks around the URL are read as part of it",
    "invisible": "it contains an invisible character",
}
_ONE_URL = "Write the intended URL"
_ADVICE = {"bare": "Put a space between the two URLs"}


def _destination(document: Document, link: Link) -> Iterator[Finding]:
    """Yield what is wrong with the address of something that did become a link."""
    broken = malformed_url.diagnose(link.url)
    if broken is None:
        return
    fix = None
    right = broken.corrected
    if broken.first and link.kind == "bare":
        right = f"<{broken.first}>{link.url.removeprefix(broken.first)}"
    advice = f"Write {quote(right, 100)}" if right else _ADVICE.get(link.kind, _ONE_URL)
    # The text of a link in a link is lost unless the outer one has it.
    is_said = broken.text.casefold() in link.text.casefold()
    if right and is_said and document.slice(link.url_span) == link.url:
        fix = replace_text(document, link.url_span, right, advice)
        fix = replace(fix, kept=link.span if broken.text else None)
    yield Finding(
        link.url_span,
        f"The link to {quote(_visible(link.url))} does not work: {_SLIPS[broken.defect]}",
        advice,
        fix=fix,
    )


def _visible(url: str) -> str:
    return re.sub(
        r"[\u00ad\u200b-\u200d\u2060\ufeff]", lambda match: f"<U+{ord(match[0]):04X}>", url
    )


RULE = Rule("link-malformed", "error", check)
