"""Marks at the edges of blocks that GitHub shows as characters: `##Title`, `[!INFO]`, `{#id}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from awesome_lint import rulebook
from awesome_lint.model import (
    HIDDEN,
    Correction,
    Document,
    Edit,
    Finding,
    Fix,
    Prose,
    Span,
    TextBlock,
)
from awesome_lint.rules.shared.list_markers import (
    failed_marker,
    gap_characters,
    item_marker,
    name_of_gap,
)
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.wording import quote

_MAX_LEVEL = 6
_MAX_INDENT = 3
"""Spaces before a heading."""
_MAX_SHOWN = 40
"""Characters of a heading that a message shows."""
_TITLE = deferred(r"[^\W_]|[^\x00-\x7f]|[*_`\[\"'(]")
"""A character with which the title of a heading begins."""
_HASHTAGS = deferred(r"\s#\S")
_ITEM = deferred(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_ISSUE = deferred(r"#\d+\b")
_SECOND_HASHES = deferred(r"(#{1,6}) +(?=\S)(?!of\b)", re.IGNORECASE)
_CLOSING_HASHES = deferred(r"(?<=[^\s#\\])(#{2,})\Z")
_ALERT = deferred(r"((?:\*\*|__)?\[!\s?)([A-Za-z]{2,20})(:?\s?\](?:\*\*|__)?[+-]?)[ \t]*(.*)")
_WIKI_LINK = deferred(r"(!?)\[\[([^\s\[\]|#!$^-][^\[\]|]{0,100})(?:\|[^\[\]]{0,100})?\]\](?![(\[])")
_WIKI_NAME = deferred(r"[^\W\d_][\w .,'’/#()&+:-]*")
_VALUE = r"(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']+)"
_ATTRIBUTE = rf"(?:[.#][A-Za-z][\w:.-]*|[A-Za-z][\w-]*={_VALUE})"
_ATTRIBUTES = deferred(rf"\{{:?\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}")
_BLOCK_ATTRIBUTES = deferred(r"\{:[^{}]{1,200}\}\s*")
_HEADING_ID = deferred(r"\{:?\s{0,9}#([A-Za-z][\w:.-]*+)\s{0,9}\}\Z")
_CHARACTER_REFERENCE = deferred(
    r"&(?:nbsp|ensp|emsp|copy|mdash|ndash|hellip|middot|bull|quot|lt|gt|amp)(?![\w;=&])"
)
_TEMPLATE_TAG = deferred(r"\{%-?\s{0,9}[a-z][^{}%]*+%\}")
_CONTAINER = deferred(r":{3,}\s*\{?([A-Za-z][\w-]*)")
_ADMONITION = deferred(r"(?:!!!|\?\?\?\+?)[ \t]+([a-z]{3,12})(?=[ \t]*(?:\"|\Z))")
_HIDDEN_COMMENT = deferred(r"%%[^%\n]+%%\s*\Z")
_HIGHLIGHT = deferred(r"(?<![\w=!<>:])==(?=[^\s=)\]},;:.])([^=\n]{1,200})(?<=[^\s=([{])==(?![\w=])")
_VERSION = deferred(r"[\d.]+(?:\.\*)?")
_TASK = deferred(rf"\[([^\[\]{HIDDEN}]{{0,3}})\](?=([\s\[{HIDDEN}]|\Z)|(.))")
_LINK_AHEAD = deferred(r"!?\[[^\[\]]+\]\(|\[[ xX]\] ")
_TAGS_AND_HASHES = deferred(
    r"(?P<tags>(?:<[a-z/][^<>]*>[ \t]*)+)(?P<hashes>#{2,6}|#(?=[ \t]))(?P<gap>[ \t]*)(?=[^\s#])",
    re.IGNORECASE,
)
_CHECKBOX = deferred(r"\[[ xX]?\]\s")
_MARK_INSIDE = re.compile(r"\[\[|==|\{|&[a-z]|#\Z|\\\Z")


def find_literal_marks(
    document: Document, block: TextBlock, *, has_checkboxes: bool
) -> Iterator[Finding]:
    """Yield a finding for each mark at the edges of a paragraph or heading that GitHub shows.

    `has_checkboxes` states whether items of the document begin with a checkbox.
    """
    if block.kind == "heading":
        yield from _hashes_in_heading(document, block)
    else:
        yield from _marks_of_paragraph(document, block, has_checkboxes=has_checkboxes)
    for prose in block.prose:
        yield from _attributes(prose, is_heading=block.kind == "heading")
    yield from _trailing_backslash(block.prose[-1])


def _marks_of_paragraph(
    document: Document, block: TextBlock, *, has_checkboxes: bool
) -> Iterator[Finding]:
    first = block.prose[0]
    for prose in block.prose:
        if "#" in prose.text:
            yield from _failed_heading(document, block, prose)
            yield from _heading_after_tags(document, prose)
        if match := _TEMPLATE_TAG().match(prose.text):
            yield _literal_finding(
                prose,
                match,
                "it is a template tag, which GitHub does not run",
                "Remove it",
            )
        if match := _CONTAINER().match(prose.text):
            yield _literal_finding(
                prose,
                match,
                "containers are not part of GitHub's Markdown",
                _advice_for_container(match[1]),
            )
        if (match := _ADMONITION().match(prose.text)) and (
            match[1].upper() in rulebook.words("markup", "alert", "foreign alert")
        ):
            yield _literal_finding(
                prose,
                match,
                "MkDocs admonitions are not part of GitHub's Markdown",
                "Write a quote that begins with `> [!NOTE]`",
            )
        if _is_contents(prose.text):
            yield Finding(
                prose.span,
                f"GitHub shows {quote(prose.text)} as characters: it inserts no table of contents",
                "Remove it: GitHub's outline button lists the headings of the page",
            )
        if match := _HIDDEN_COMMENT().match(prose.text):
            yield _literal_finding(
                prose,
                match,
                "it is a comment only in other programs",
                "Write `<!-- … -->`",
            )
    if "[!" in first.text:
        yield from _alert(document, block)
    if block.item is not None:
        yield from _task(document, block, has_checkboxes=has_checkboxes)
    elif len(block.prose) == 1:
        yield from _failed_item(document, block)


def _is_contents(text: str) -> bool:
    """Return whether other programs insert a table of contents for a line."""
    return text.strip().lower() in rulebook.words("markup", "contents")


def _advice_for_container(name: str) -> str:
    """Return the help for a container: `::: warning`."""
    if name.lower() == "details":
        return "Write `<details>` and its `<summary>`"
    kind = name.upper() if name.upper() in rulebook.words("markup", "alert") else "NOTE"
    return f"Write a quote that begins with `> [!{kind}]`"


def _literal_finding(prose: Prose, match: re.Match[str], reason: str, advice: str) -> Finding:
    return Finding(
        prose.place(*match.span()),
        f"GitHub shows {quote(match[0])} as characters: {reason}",
        advice,
    )


def _hashes_in_heading(document: Document, block: TextBlock) -> Iterator[Finding]:
    prose = block.prose[0]
    line = document.lines[prose.span.line - 1]
    if not line[: prose.span.column - 1].lstrip(" \t>").startswith("#"):
        return  # an underlined heading
    if (match := _SECOND_HASHES().match(prose.text)) is not None:
        advice = f"Remove {quote(match[0])}"
        yield Finding(
            prose.place(0, match.end(1)),
            f"GitHub shows `{match[1]}` as part of this heading: the line begins with another `#`",
            advice,
            fix=Fix(advice, (Edit(prose.place(*match.span()), ""),)),
        )
    elif (match := _CLOSING_HASHES().search(prose.text)) is not None:
        advice = f"Remove `{match[1]}`, or write a space before it"
        yield Finding(
            prose.place(*match.span(1)),
            f"GitHub shows `{match[1]}` as part of this heading: no space precedes it",
            advice,
            fix=Fix(f"Remove `{match[1]}`", (Edit(prose.place(*match.span(1)), ""),)),
        )


@cache
def _failed_headings() -> re.Pattern[str]:
    gaps = gap_characters()
    return re.compile(rf"(?P<lead>[{gaps}]*)(?P<hashes>#+)(?P<gap>[ \t{gaps}]*)(?=[^\s#])")


def _heading_after_tags(document: Document, prose: Prose) -> Iterator[Finding]:
    """Yield the finding for the hashes of a heading that tags precede."""
    source = document.slice(prose.span)
    match = _TAGS_AND_HASHES().match(source)
    if match is None:
        return
    tags, hashes = match["tags"], match["hashes"]
    advice = f"Write `{hashes}` before the HTML"
    written = prose.place(0, match.end("gap"))
    begins_line = not document.lines[prose.span.line - 1][: prose.span.column - 1].strip()
    fix = Fix(advice, (Edit(written, f"{hashes} {tags.rstrip()} "),))
    yield Finding(
        prose.place(match.start("hashes"), match.end("hashes")),
        f"GitHub shows {quote(source[match.start('hashes') :], _MAX_SHOWN)} as text, not as a"
        " heading: HTML precedes it",
        advice,
        fix=fix if begins_line and tags.lower().startswith("<a") else None,
    )


def _failed_heading(document: Document, block: TextBlock, prose: Prose) -> Iterator[Finding]:
    """Yield the finding for a line that was meant to be a heading."""
    match = _failed_headings().match(prose.text)
    if match is None:
        return
    lead, hashes, gap = match["lead"], match["hashes"], match["gap"]
    if not gap and not _begins_title(document, block, hashes, prose.text[len(lead) :]):
        return
    if len(hashes) > _MAX_LEVEL:
        reason = f"headings have six `#` at most, not {len(hashes)}"
    elif lead:
        reason = f"{name_of_gap(lead)} precedes it"
    elif gap.strip(" \t"):
        reason = f"{name_of_gap(gap)} after `{hashes}` is not a space in Markdown"
    elif not gap:
        reason = f"no space follows `{hashes}`"
    else:
        return  # it is indented like code
    right = "#" * min(len(hashes), _MAX_LEVEL)
    advice = f"Write `{right}` and a space"
    shown = document.slice(prose.span)[match.start("hashes") : match.end() + _MAX_SHOWN]
    indent = document.lines[prose.span.line - 1][: prose.span.column - 1]
    fix = Fix(advice, (Edit(prose.place(0, match.end()), f"{right} "),))
    yield Finding(
        prose.place(0, match.end("hashes")),
        f"GitHub shows {quote(shown, _MAX_SHOWN)} as text, not as a heading: {reason}",
        advice,
        fix=fix if block.item is not None or len(indent.expandtabs()) <= _MAX_INDENT else None,
    )


def _begins_title(document: Document, block: TextBlock, hashes: str, text: str) -> bool:
    """Return whether hashes right before a text were meant to make it a heading.

    One hash is a hashtag, a number or a name, unless a title is alone on its line, and has several
    words or a list below it.
    """
    rest = text[len(hashes) :]
    if not _TITLE().match(rest):
        return False
    if len(hashes) > 1:
        return True
    is_alone = len(block.prose) == 1 and block.item is None and not block.quotes
    if not is_alone or _HASHTAGS().search(text) or _ISSUE().match(text):
        return False
    if not rest[0].isupper():
        return False
    has_heading = any(heading.level == 1 for heading in document.headings)
    return (" " in rest.strip() and not has_heading) or _is_above_list(document, block)


def _is_above_list(document: Document, block: TextBlock) -> bool:
    """Return whether a list item begins below a block, after one blank line at most."""
    end = block.prose[-1].span.line
    below = [line for line in document.lines[end : end + 2] if line.strip()]
    return bool(below) and _ITEM().match(below[0]) is not None


def _trailing_backslash(prose: Prose) -> Iterator[Finding]:
    if not prose.text.endswith("\\") or prose.math:
        return
    before = prose.text[:-1].rstrip(" \t")
    end = len(prose.text)
    if (
        not before
        or before.endswith((":", "\\"))
        or (len(before) == end - 1 and before[-1].isalnum())
    ):
        return  # a path
    backslash = prose.place(end - 1, end)
    advice = "Remove it: the block ends on this line anyway"
    yield Finding(
        backslash,
        r"GitHub shows the `\` at the end of this block: it breaks a line only before another line",
        advice,
        fix=Fix(r"Remove the `\`", (Edit(prose.place(len(before), end), ""),)),
        severity="info",
    )


def _alert(document: Document, block: TextBlock) -> Iterator[Finding]:
    prose = block.prose[0]
    match = _ALERT().match(prose.text)
    if match is None:
        return
    opening, closing, rest = match[1], match[3], match[4]
    name = match[2].upper()
    known = name in rulebook.words("markup", "alert")
    is_first = block.quotes and block.quotes[-1].line == prose.span.line
    is_plain = opening == "[!" and closing in ("]", "]-", "]+")
    is_known_elsewhere = known or name in rulebook.words("markup", "foreign alert")
    if not is_known_elsewhere and (not is_first or rest or not is_plain):
        return
    fold = closing[-1] in "+-"
    written = f"{opening}{match[2]}{closing.rstrip('+-')}"
    span = prose.place(0, len(written))
    fix = None
    if not block.quotes:
        if block.item is not None:
            return
        reason, advice = "only a quote can be an alert", "Write `> ` before each line"
        if known and not rest:
            edits = (Edit(each.place(0, 0), "> ") for each in block.prose)
            fix = Fix(advice, tuple(edits))
    elif known and not is_plain:
        reason, advice = f"an alert is exactly `[!{name}]`", f"Write `[!{name}]`"
        fix = Fix(advice, (Edit(span, f"[!{name}]"),))
    elif not known:
        reason = f"GitHub has no alert {quote(name)}"
        advice = "Write `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`"
    elif block.item is not None or len(block.quotes) > 1:
        reason = "alerts cannot be inside lists or other quotes"
        advice = "Move the alert out of the list or quote"
    elif rest or fold:
        reason, advice = (
            "the text of an alert begins on the next line",
            "Put the text on a line below it",
        )
        marker = document.lines[prose.span.line - 1][: prose.span.column - 1]
        if rest and not fold:
            gap = prose.place(len(written), match.start(4))
            fix = Fix(advice, (Edit(gap, f"\n{marker}"),))
    elif not is_first:
        reason, advice = (
            "an alert begins with the first line of a quote",
            "Put a line without `>` above it",
        )
    else:
        return
    yield Finding(span, f"GitHub shows `{written}` as characters: {reason}", advice, fix=fix)


def _task(document: Document, block: TextBlock, *, has_checkboxes: bool) -> Iterator[Finding]:
    """Yield the finding for brackets at the beginning of an item that are not a valid checkbox."""
    prose = block.prose[0]
    item = block.item
    if item is None or prose.span.line != item.line or not prose.text.startswith("["):
        return
    marker = item_marker(document, item)
    match = _TASK().match(prose.text)
    if marker is None or marker.content != prose.span.column or match is None:
        return
    if match.end() == len(prose.text):
        return  # the box has no task
    inner, follows, glued = match[1], match[2], match[3]
    mark = inner.strip()
    ticks = rulebook.words("markup", "tick")
    if inner in (" ", "x", "X"):
        if not glued and follows not in ("[", HIDDEN):
            return
        reason = "no space follows it"
    elif not mark:
        reason = "a checkbox has one space" if inner else "a checkbox has a space"
    elif mark in ("x", "X"):
        reason = "a checkbox has no space beside `x`"
    elif mark in ticks and not glued:
        if mark.isascii() and not has_checkboxes:
            return
        reason = "a checked box has an `x`"
    else:
        return
    if glued and glued not in "*_`" and not (glued.isalnum() and (mark or inner == " ")):
        return
    box = "[x]" if mark else "[ ]"
    space = "" if follows and follows.isspace() else " "
    advice = f"Write `{box}`{' and a space' if space else ''}"
    wrong = match[0]
    yield Finding(
        prose.place(0, len(wrong)),
        f"GitHub shows {quote(wrong)} as characters, not as a checkbox: {reason}",
        advice,
        fix=Fix(
            advice,
            (Edit(prose.place(0, len(wrong)), box + space),),
            corrections=(Correction(wrong, box),),
        ),
    )


def has_checkboxes(document: Document) -> bool:
    """Return whether items of a document begin with a checkbox."""
    return any(
        block.item is not None and _CHECKBOX().match(block.prose[0].text)
        for block in document.blocks
    )


def _failed_item(document: Document, block: TextBlock) -> Iterator[Finding]:
    """Yield the finding for a paragraph of one line that was meant to be a list item."""
    prose = block.prose[0]
    start = len(prose.text) - len(prose.text.lstrip(gap_characters()))
    if block.quotes or prose.text[start : start + 1] not in ("-", "*", "+"):
        return
    span = prose.place(start, start + 1)
    line = document.lines[span.line - 1]
    marker = failed_marker(line, span.column)
    if marker is None:
        return
    text = line[span.column - 1 + marker.length :]
    if marker.flaw != "gap" and not _LINK_AHEAD().match(text):
        return
    if marker.flaw == "lead":
        written = Span(span.line, 1, span.line, span.column + marker.length)
    elif start or marker.flaw not in ("space", "gap"):
        return
    elif marker.mark == "*" and span.column not in {each.column for each in block.delimiters}:
        return  # it begins emphasis
    else:
        written = prose.place(0, marker.length)
    edit = Edit(written, f"{marker.mark} ")
    yield Finding(
        span,
        f"GitHub shows `{marker.mark}` before {quote(text, 30)} as a character, not as a list item:"
        f" {marker.reason}",
        marker.advice,
        fix=Fix(marker.advice, (edit,), safe=marker.flaw != "lead"),
    )


def _attributes(prose: Prose, *, is_heading: bool) -> Iterator[Finding]:
    if "{" not in prose.text or _is_contents(prose.text):
        return
    if is_heading and (match := _HEADING_ID().search(prose.text.rstrip(" \t"))):
        yield Finding(
            prose.place(*match.span()),
            f"GitHub shows {quote(match[0])} in this heading, and links to `#{match[1]}` do"
            " not lead here",
            f'Write `<a id="{match[1]}"></a>` instead',
        )
        return
    if match := _BLOCK_ATTRIBUTES().fullmatch(prose.text):
        yield _attribute_finding(prose, match)
        return
    for match in _ATTRIBUTES().finditer(prose.text):
        before, is_last = prose.text[: match.start()], match.end() == len(prose.text)
        if before.endswith((HIDDEN, ")", "]")) or (is_last and (not before or is_heading)):
            yield _attribute_finding(prose, match)


def _attribute_finding(prose: Prose, match: re.Match[str]) -> Finding:
    return Finding(
        prose.place(match.start(), match.start() + len(match[0].rstrip())),
        f"GitHub shows {quote(match[0])} as characters: its Markdown has no attributes",
        "Remove it, or write the link or image in HTML",
    )


def find_literal_inline_marks(block: TextBlock, *, has_bracketed_links: bool) -> Iterator[Finding]:
    """Yield a finding for each `[[…]]` and `==…==` in the text of a block."""
    for prose in block.prose:
        if "[[" in prose.text and not _is_contents(prose.text):
            for match in _WIKI_LINK().finditer(prose.text):
                if match[1] or (not has_bracketed_links and _WIKI_NAME().fullmatch(match[2])):
                    yield _wiki_link_finding(prose, match)
        if "&" in prose.text:
            for match in _CHARACTER_REFERENCE().finditer(prose.text):
                yield _reference_finding(prose, match)
        if "==" in prose.text and not prose.math:
            for match in _HIGHLIGHT().finditer(prose.text):
                if not _VERSION().match(match[1]):
                    yield Finding(
                        prose.place(*match.span()),
                        f"GitHub shows the `==` around {quote(match[1], 40)} as characters: it has"
                        " no markup for highlighted text",
                        f"Write {quote(f'**{match[1]}**', 60)}",
                        severity="info",
                    )


def _reference_finding(prose: Prose, match: re.Match[str]) -> Finding:
    advice = f"Write `{match[0]};`"
    end = prose.place(match.end(), match.end())
    return Finding(
        prose.place(*match.span()),
        f"GitHub shows `{match[0]}` as characters: a `;` must end it",
        advice,
        fix=Fix(advice, (Edit(end, ";"),), corrections=(Correction(match[0][1:], f"{match[0]};"),)),
    )


def _wiki_link_finding(prose: Prose, match: re.Match[str]) -> Finding:
    what = "an image" if match[1] else "a link"
    return Finding(
        prose.place(*match.span()),
        f"GitHub does not render {quote(match[0])} as {what}: only wikis have such links",
        "Write `![text](path)`" if match[1] else "Write `[text](URL)`",
    )


def may_have_literal_marks(block: TextBlock) -> bool:
    """Return whether a paragraph, heading or cell may have marks that this module finds."""
    beginning = _mark_at_beginning()
    return any(
        beginning.match(prose.text) or _MARK_INSIDE.search(prose.text) for prose in block.prose
    )


@cache
def _mark_at_beginning() -> re.Pattern[str]:
    gaps = gap_characters()
    marks = any_of(["[", "#", "{", ":::", "@[", "$", "!!!", "???", "%%", "**[!", "__[!"])
    return re.compile(rf"{marks}|{HIDDEN}[{HIDDEN} \t]*#|[{gaps}]+[-*+#]|[-*+][ \[{gaps}{HIDDEN}]")
