"""Delimiters of emphasis and code that GitHub shows as characters, and tildes that strike text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import HIDDEN, Correction, Document, Edit, Finding, Fix, Span, TextBlock
from awesome_lint.text.flanking import is_left_flanking, is_punctuation
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, quote

_NAMES = {"*": "italic", "_": "italic", "**": "bold", "__": "bold", "~~": "struck"}
_OPENING = frozenset("([{<\"'`!“‘「『【〖〔（《〈［｛«")
"""Punctuation that precedes the text it belongs to."""
_ENDS_PHRASE = frozenset(".,;:!?)]}。，、；：！？）】」』")
"""Punctuation that no space precedes."""
_STRONG_RUN = 2
_PAIR = 2
_MAX_BACKTICKS = 2
"""Backticks of the longest run that may delimit code in a line of text."""
_MAX_RUN = 3
"""Characters of the longest run that is emphasis. Longer runs are ratings, rules and omissions."""
_MAX_CHARS = 1000
"""Characters of the longest text that is taken for one emphasis."""
_IDENTIFIER = deferred(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_LETTER = deferred(r"[^\W\d_]")
_SENTENCE_BREAK = deferred(r"[.!?。！？]\s+\S")
_TEX_QUOTE = deferred(r"[^'’`]{1,200}(?:''?|’|\")")
_IN_CODE = deferred(r"[.\d_/=<>{}$#\\-]")
"""A character that is often in code and hardly ever in words."""
_MAX_WORD = 100
"""Characters before and after delimiters that are examined."""
_HALF_BOLD = deferred(r"\*\*(?P<text>[^\W_](?:[^*_/`]{0,200}[^\W_])?)\*(?!\*)")
_KEY = deferred(r"[\s\"'“”‘’()（）,/]")
"""A character on either side of a backtick that is named."""


class _Run(Struct, frozen=True):
    """A run of delimiters that GitHub shows, with the characters around it in its block."""

    span: Span
    mark: str
    before: str
    """The character before it, a line feed at the beginning of its line."""
    after: str
    """The character after it, a line feed at the end of its line."""
    is_in_link: bool
    """Whether it is in the text of a link."""

    @property
    def opens(self) -> bool:
        """Whether it can begin emphasis by its flanks."""
        return is_left_flanking(self.before, self.after)

    @property
    def closes(self) -> bool:
        """Whether it can end emphasis by its flanks."""
        return is_left_flanking(self.after, self.before)


def find_literal_delimiters(
    document: Document, block: TextBlock, *, may_be_note: bool
) -> Iterator[Finding]:
    """Yield a finding for each delimiter in a block that GitHub shows as characters.

    `may_be_note` states whether `**` after a word may refer to a note, as in other blocks.
    """
    runs = [_run(document, block, span) for span in block.delimiters]
    code = [run for run in runs if run.mark[0] == "`"]
    if block.kind == "cell" and len(code) % 2 and _splits_code(document, block):
        code = []
    yield from _literal_backticks(document, code)
    for mark in ("*", "_", "~"):
        some = [run for run in runs if run.mark[0] == mark and len(run.mark) <= _MAX_RUN]
        yield from _literal_emphasis(document, some, may_be_note=may_be_note)


def _splits_code(document: Document, block: TextBlock) -> bool:
    """Return whether a pipe splits code, of which a cell has one half."""
    return document.lines[block.prose[0].span.line - 1].count("`") % 2 == 0


def _run(document: Document, block: TextBlock, span: Span) -> _Run:
    prose = block.prose[span.line - block.prose[0].span.line]
    line = document.lines[span.line - 1]
    before = line[span.column - 2] if span.column > prose.span.column else "\n"
    after = line[span.end_column - 1] if span.end_column < prose.span.end_column else "\n"
    is_in_link = prose.text.startswith(HIDDEN, span.column - prose.span.column)
    return _Run(span, document.slice(span), before, after, is_in_link)


def _literal_emphasis(
    document: Document, runs: Sequence[_Run], *, may_be_note: bool
) -> Iterator[Finding]:
    numbers = Counter(run.mark for run in runs)
    index = 0
    while index < len(runs):
        run = runs[index]
        following = runs[index + 1] if index + 1 < len(runs) else None
        index += 1
        if following is not None and following.mark == run.mark:
            inner = document.slice(_between(run, following))
            is_only_pair = numbers[run.mark] == _PAIR
            found = _pair_finding(document, run, following, inner, is_only_pair=is_only_pair)
            if found is not None:
                yield found
                index += 1
                continue
        if run.mark == "**":
            yield from _unmatched(document, run, may_be_note=may_be_note)
        elif run.mark == "*" and run.after == "*" and not run.before.isalnum():
            yield from _surplus_star(document, run)


def _surplus_star(document: Document, run: _Run) -> Iterator[Finding]:
    """Yield a finding for the first star of `**text*`, where the second begins italic text."""
    line = document.lines[run.span.line - 1]
    match = _HALF_BOLD().match(line, run.span.column - 1)
    if match is None:
        return
    text = match["text"]
    span = Span(run.span.line, match.start() + 1, run.span.line, match.end() + 1)
    yield Finding(
        span,
        f"GitHub shows {quote(match[0])} with a `*`, not bold: two `*` begin it, and one ends it",
        f"Write {quote(f'**{text}**')} or {quote(f'*{text}*')}",
    )


def _between(opening: _Run, closing: _Run) -> Span:
    first, last = opening.span, closing.span
    return Span(first.end_line, first.end_column, last.line, last.column)


def _pair_finding(
    document: Document, opening: _Run, closing: _Run, inner: str, *, is_only_pair: bool
) -> Finding | None:
    """Return the finding for two runs that were meant to be the delimiters of `inner`."""
    if not _LETTER().search(inner) or len(inner) > _MAX_CHARS:
        return None
    mark = opening.mark
    if mark[0] == "_" and opening.opens and closing.closes:
        if len(mark) < _STRONG_RUN and (opening.is_in_link or not is_only_pair):
            return None  # they may separate words
        return _underscore_finding(document, opening, closing, inner)
    if inner[0].isspace() or inner[-1].isspace():
        if not _are_around(opening, closing, inner, is_only_pair=is_only_pair):
            return None
        return _space_finding(document, opening, closing, inner, is_only_pair=is_only_pair)
    if len(mark) < _STRONG_RUN and not (
        mark == "*" and "<" not in inner and _is_unspaced(opening.before + closing.after)
    ):
        return None
    return _punctuation_finding(document, opening, closing, inner)


def _are_around(opening: _Run, closing: _Run, inner: str, *, is_only_pair: bool) -> bool:
    """Return whether two runs were meant to be around `inner`, which begins or ends with a space.

    After a word, a run refers to a note; between spaces, it may be an operator.
    """
    if len(opening.mark) < _STRONG_RUN:
        return is_only_pair and _is_italic(opening, closing, inner)
    if opening.before.isalnum() or "\n" in inner:
        return False
    if inner[0].isspace() and inner[-1].isspace():
        if opening.mark[0] == "_":
            return False  # they are blanks to be filled in
        return not (opening.before == " " and closing.after == " ")
    if inner[0].isspace():
        return closing.closes and not closing.after.isalnum()
    # Between sentences, a run before a word begins the bold text of the second one.
    return opening.opens and not (closing.opens and _SENTENCE_BREAK().search(inner))


def _is_italic(opening: _Run, closing: _Run, inner: str) -> bool:
    """Return whether two single stars were meant to be around `inner`, which ends with a space."""
    return (
        opening.mark == "*"
        and opening.opens
        and not opening.before.isalnum()
        and _LETTER().match(inner) is not None
        and "\n" not in inner
        and not closing.after.isalnum()
        and inner.rstrip()[-1] not in ",;:"
    )


def _space_finding(
    document: Document, opening: _Run, closing: _Run, inner: str, *, is_only_pair: bool
) -> Finding:
    mark, name = opening.mark, _name(opening.mark)
    text = inner.strip()
    first, last = inner[0].isspace(), inner[-1].isspace()
    where = "the closing" if not first else "the opening"
    order = "precedes" if not first else "follows"
    reason = f"a space {order} {where} `{mark}`"
    if first and last:
        reason = f"there are spaces between the text and `{mark}`"
    before = "" if opening.before.isspace() or opening.before in _OPENING else " "
    after = "" if closing.after.isspace() or closing.after in _ENDS_PHRASE else " "
    written = f"{mark}{text}{mark}"
    edits = []
    if first:
        lead = len(inner) - len(inner.lstrip())
        start = opening.span
        edits.append(
            Edit(
                Span(start.line, start.column, start.line, start.end_column + lead),
                f"{before}{mark}",
            )
        )
    if last:
        trail = len(inner) - len(inner.rstrip())
        end = closing.span
        edits.append(
            Edit(Span(end.line, end.column - trail, end.line, end.end_column), f"{mark}{after}")
        )
    wrong = closing if last else opening
    return Finding(
        wrong.span,
        f"GitHub shows {quote(f'{mark}{inner}{mark}')} with its `{mark}`, not {name}: {reason}",
        f"Write {quote(written)}",
        fix=_fix(
            document,
            opening,
            closing,
            f"Write {quote(written)}",
            edits,
            safe=is_only_pair and not _glues(opening, closing),
        ),
        severity="info" if mark in ("*", "_") else None,
    )


def _is_unspaced(characters: str) -> bool:
    """Return whether one of the characters is a letter outside of ASCII."""
    return any(each.isalpha() and not each.isascii() for each in characters)


def _fix(
    document: Document,
    opening: _Run,
    closing: _Run,
    title: str,
    edits: Sequence[Edit],
    *,
    safe: bool = True,
) -> Fix:
    """Return the fix of two delimiters, which keeps the words around them.

    Words in a script without spaces may be joined where the delimiters are gone.
    """
    corrections: tuple[Correction, ...] = ()
    if opening.span.line == closing.span.line:
        line = document.lines[opening.span.line - 1]
        start, end = opening.span.column - 1, closing.span.end_column - 1
        while start and line[start - 1].isalnum():
            start -= 1
        while end < len(line) and line[end].isalnum():
            end += 1
        pieces, position = [], start
        for edit in edits:
            pieces += [line[position : edit.span.column - 1], edit.text]
            position = edit.span.end_column - 1
        right = "".join((*pieces, line[position:end]))
        corrections = (Correction(line[start:end], right),)
    return Fix(title, tuple(edits), safe, corrections)


def _glues(opening: _Run, closing: _Run) -> bool:
    """Return whether emphasis would not begin or end at one of two runs without spaces inside."""
    return opening.before.isalnum() and closing.after.isalnum()


def _punctuation_finding(
    document: Document, opening: _Run, closing: _Run, inner: str
) -> Finding | None:
    """Return the finding for runs between a letter and punctuation, by CommonMark's flanks."""
    mark, name = opening.mark, _name(opening.mark)
    cannot_open = not opening.opens and inner[0] in _OPENING and is_punctuation(inner[0])
    cannot_close = not closing.closes and is_punctuation(inner[-1])
    if not (cannot_open or opening.opens) or not (cannot_close or closing.closes):
        return None
    if not cannot_open and not cannot_close:
        return None
    edits, parts = [], []
    if cannot_open:
        start = opening.span
        edits.append(Edit(Span(start.line, start.column, start.line, start.column), " "))
        parts.append(f"begin before {quote(inner[0])} and directly after {quote(opening.before)}")
    if cannot_close:
        end = closing.span
        edits.append(Edit(Span(end.line, end.end_column, end.line, end.end_column), " "))
        parts.append(f"end after {quote(inner[-1])} and directly before {quote(closing.after)}")
    advice = (
        "Write a space "
        + " and ".join(
            (["before the opening"] if cannot_open else [])
            + (["after the closing"] if cannot_close else [])
        )
        + f" `{mark}`"
    )
    wrong = opening if cannot_open else closing
    return Finding(
        wrong.span,
        f"GitHub shows {quote(f'{mark}{inner}{mark}')} with its `{mark}`, not {name}: {name} text"
        f" cannot {' or '.join(parts)}",
        advice,
        fix=_fix(document, opening, closing, advice, edits),
        severity="info" if mark in ("*", "_") else None,
    )


def _underscore_finding(
    document: Document, opening: _Run, closing: _Run, inner: str
) -> Finding | None:
    """Return the finding for `_` around words in a script without spaces."""
    mark, name = opening.mark, _name(opening.mark)
    if "_" in inner or "\n" in inner or inner != inner.strip() or _IDENTIFIER().fullmatch(inner):
        return None
    glued = [each for each in (opening.before, closing.after) if each.isalnum()]
    is_phrase = len(mark) >= _STRONG_RUN and (" " in inner or inner[0].isupper())
    if any(map(str.isascii, glued)) and not (len(glued) == 1 and is_phrase):
        return None
    if not glued:
        return None
    stars = "*" * len(mark)
    advice = f"Write {quote(f'{stars}{inner}{stars}')}"
    return Finding(
        opening.span,
        f"GitHub shows {quote(f'{mark}{inner}{mark}')} with its `{mark}`, not {name}: `{mark}` does"
        " nothing inside a word, and without a space, the letters beside it belong to the word",
        advice,
        fix=_fix(
            document,
            opening,
            closing,
            advice,
            [Edit(opening.span, stars), Edit(closing.span, stars)],
        ),
        severity="info" if mark == "_" else None,
    )


def _unmatched(document: Document, run: _Run, *, may_be_note: bool) -> Iterator[Finding]:
    mark, name = run.mark, _name(run.mark)
    if "/" in (run.before, run.after) or (
        run.before.isascii() and run.before.isalnum() and run.opens
    ):
        return  # a path with a wildcard, or an operator
    if (run.before, run.after) == (">", "<"):
        return  # a reference to a note, as in `<sup>**</sup>`
    if run.before in _OPENING and (run.after.isspace() or run.after in _ENDS_PHRASE):
        return  # a rating, or a note in parentheses
    line, end = document.lines[run.span.line - 1], run.span.end_column - 1
    rest = line[end : end + _MAX_WORD]
    if run.opens and run.closes:
        yield Finding(
            run.span,
            f"GitHub shows `{mark}` before {quote(rest, 30)} as characters: it is unmatched",
            f"Write `{mark}` where the {name} text begins or ends, or remove it",
        )
    elif run.opens and not _is_keyword_argument(rest):
        yield Finding(
            run.span,
            f"GitHub shows `{mark}` before {quote(rest, 30)} as characters: the {name} text"
            " is never closed",
            f"Write `{mark}` where the {name} text ends, or remove it",
        )
    elif run.closes and not run.opens and not may_be_note:
        before = line[max(run.span.column - _MAX_WORD, 0) : run.span.column - 1].lstrip(" \t>|-*+")
        yield Finding(
            run.span,
            f"GitHub shows `{mark}` after {quote(before[-30:].lstrip(), 30)} as characters: the"
            f" {name} text is never opened",
            f"Write `{mark}` where the {name} text begins, or remove it",
        )


def _is_keyword_argument(rest: str) -> bool:
    word = re.match(r"\w*", rest)
    return word is not None and word[0] in rulebook.words("markup", "keyword arguments")


def may_be_note(document: Document) -> bool:
    """Return whether `**` after a word may refer to a note.

    Such references occur more than once, or beside references by `*` in the cells of tables.
    """
    number, has_first_note = 0, False
    for block in document.blocks:
        for span in block.delimiters:
            line, start, end = document.lines[span.line - 1], span.column - 1, span.end_column - 1
            before, after = line[max(start - 1, 0) : start], line[end : end + 1]
            if line[start] != "*" or not before.isalnum() or after.isalnum():
                continue
            number += end - start == _STRONG_RUN
            has_first_note |= end - start == 1 and block.kind == "cell"
    return number > 1 or has_first_note


def _name(mark: str) -> str:
    return _NAMES.get(mark, "bold")


def _literal_backticks(document: Document, runs: Sequence[_Run]) -> Iterator[Finding]:
    """Yield the finding for the first backticks of a block that do not delimit code."""
    for run, following in pairwise([*runs, None]):
        if run is None or not _may_delimit_code(document, run):
            continue
        if following is not None and following.span.line == run.span.line:
            inner = document.slice(_between(run, following))
            length = min(len(run.mark), len(following.mark))
            longer = run if len(run.mark) > length else following
            advice = f"Write {count(length, 'backtick')} before it and after it"
            yield Finding(
                run.span,
                f"GitHub shows the backticks around {quote(inner, 40)} as characters:"
                f" {len(run.mark)} before it, but {len(following.mark)} after it",
                advice,
                fix=Fix(advice, (Edit(longer.span, "`" * length),)),
            )
        else:
            yield Finding(
                run.span,
                "GitHub shows this backtick as a character: no second backtick delimits the code",
                "Write another backtick where the code begins or ends, or remove this one",
            )
        return


def _may_delimit_code(document: Document, run: _Run) -> bool:
    """Return whether backticks are not a quotation mark, an apostrophe, or the name of a key."""
    if (
        len(run.mark) > _MAX_BACKTICKS
        or (run.before.isalnum() and run.after.isalnum())
        or (_KEY().match(run.before) and _KEY().match(run.after))
    ):
        return False
    line = document.lines[run.span.line - 1]
    if not run.before.isspace() and not is_left_flanking(run.before, run.after):
        # After a word, it may be an accent.
        words = line[max(run.span.column - _MAX_WORD, 0) : run.span.column - 1].split()
        return bool(words) and _IN_CODE().search(words[-1]) is not None
    return not _TEX_QUOTE().match(line, run.span.end_column - 1)


def find_struck_text(document: Document, block: TextBlock) -> Iterator[Finding]:
    """Yield a finding for each text that tildes beside numbers and words strike through."""
    for span in block.struck:
        prose = block.prose[span.line - block.prose[0].span.line]
        line = document.lines[span.line - 1]
        before = line[span.column - 2] if span.column > prose.span.column else "\n"
        after = line[span.column : span.column + _MAX_WORD].lstrip("*_ $€£¥≈")[:1]
        end = document.lines[span.end_line - 1][span.end_column - 1 : span.end_column]
        if not (before.isalnum() or after.isdecimal() or after == "/" or end.isalnum()):
            continue
        text = document.slice(span)
        opening = Span(span.line, span.column, span.line, span.column + 1)
        closing = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column)
        advice = "Write `\\~` for each `~`"
        yield Finding(
            span,
            f"GitHub strikes through {quote(text[1:-1], 40)}: it reads the two `~` as markup",
            advice,
            fix=Fix(advice, (Edit(opening, "\\~"), Edit(closing, "\\~"))),
        )
