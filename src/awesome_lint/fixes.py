"""Fixes: those that can be applied together, what they drop, and the text after them.

Fixes are applied in passes. A pass applies all fixes that do not touch each other, chosen by
their place and never by their rule, and its result is linted again. So the result does not
depend on the order of the rules, and a second run has nothing to do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final
from unicodedata import category
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import document
from awesome_lint.bounded import unescape
from awesome_lint.document.rendered import RenderedContent
from awesome_lint.edits import apply_edits
from awesome_lint.model import Correction, Diagnostic, Document, Edit, Fix, Span
from awesome_lint.text.lines import split_lines
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import words_by_script

MAX_PASSES: Final = 100
"""Passes that no text needs: each fix of a chain takes one. They bound two rules that never
agree."""

_TOKEN: Final = deferred(
    r"""(?P<url>[A-Za-z][A-Za-z0-9+.-]{0,30}://
            (?:(?!https?://)[^\s<>"|`\\\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d]){0,2048})
      | (?P<directive><!--\s{0,9}awesome-lint-(?:(?!--)[^<>]){1,500}-->)
      | (?P<word>(?:[A-Za-gi-z0-9]++|h(?!ttps?://))+|[^\W_A-Za-z0-9]+)
      | (?P<symbol>[^\s!-~])""",
    re.VERBOSE,
)
"""A URL up to white space, a quotation mark, full-width punctuation or the next URL; a
suppression comment, which is not text of the list; a word; any other character that is not
ASCII."""

_BRACKETS: Final = deferred(r"[()\[\]{}]")
_ORDINAL: Final = deferred(r"\A[ \t>]*[0-9]{1,9}[.)](?=\s)")
_MARK: Final = deferred(r"[^\w/]")
_WORD_BOUNDARY: Final = deferred(r"[\s<>\"|`]")
"""Characters that are in no word and no URL."""
_MAX_CONTEXT_CHARS: Final = 300
"""Characters on either side of an edit that may belong to the word or URL that it changes."""

_MAX_HEADING_CHARS: Final = 2_000
"""Characters of the longest heading whose anchor is compared. Many fixes may be in one heading."""


class FixedText(Struct, frozen=True):
    """A text after its fixes."""

    text: str
    """The text."""
    applied: tuple[Diagnostic, ...]
    """The findings whose fixes were applied, pass by pass. Their places are those of the text
    before their pass."""
    withheld: tuple[Diagnostic, ...]
    """The findings whose fixes were not applied, because words or URLs that they do not name
    would vanish."""
    unsafe_left: int
    """The number of findings left whose fix is not safe."""

    @property
    def counts(self) -> Counter[str]:
        """The number of fixed findings by rule."""
        return Counter(each.rule for each in self.applied)


def apply_fixes(
    text: str, lint: Callable[[str], Iterable[Diagnostic]], *, unsafe: bool = False
) -> FixedText:
    """Apply all fixes of `text` that `lint` proposes, in passes, until none is left.

    Unsafe fixes are applied only if `unsafe` is True. A fix after which a word or URL is gone
    that it does not name is withheld, whatever its rule states. Since finding one takes many
    passes over the text, the second one of a rule withholds all fixes of the rule.
    """
    applied: list[Diagnostic] = []
    withheld: dict[tuple[str, str], Diagnostic] = {}
    seen = {text}
    for _ in range(MAX_PASSES):
        found = tuple(lint(text))
        proposed = choose_fixes(
            (each for each in found if _diagnostic_key(each) not in withheld), unsafe=unsafe
        )
        chosen, harmful = _split_harmless(text, proposed)
        if harmful is not None:
            again = any(each.rule == harmful.rule for each in withheld.values())
            suspect = [each for each in proposed if each.rule == harmful.rule and again]
            withheld |= {_diagnostic_key(each): each for each in (harmful, *suspect)}
            chosen = [each for each in chosen if _diagnostic_key(each) not in withheld]
        after = _apply_chosen(text, chosen)
        if after in seen and harmful is None:
            break
        seen.add(after)
        text = after
        applied += chosen
    unsafe_left = sum(each.fix is not None and not each.fix.safe for each in found)
    return FixedText(text, tuple(applied), tuple(withheld.values()), unsafe_left)


def _diagnostic_key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule, diagnostic.fingerprint


def _apply_chosen(text: str, chosen: Iterable[Diagnostic]) -> str:
    return apply_edits(text, [edit for each in chosen if each.fix for edit in each.fix.edits])


def _split_harmless(
    text: str, chosen: list[Diagnostic]
) -> tuple[list[Diagnostic], Diagnostic | None]:
    """Return the first findings whose fixes remove nothing that they do not name.

    The second value is the next finding, whose fix does, if there is one.
    """
    if not chosen:
        return chosen, None
    before = document.parse_rendered(text)
    lines = split_lines(text)

    def is_harmful(some: list[Diagnostic]) -> bool:
        return _loses_unnamed_content(
            lines, before, document.parse_rendered(_apply_chosen(text, some)), some
        )

    if not is_harmful(chosen):
        return chosen, None
    harmless, harmful = 0, len(chosen)
    while harmful - harmless > 1:
        middle = (harmless + harmful) // 2
        if is_harmful(chosen[:middle]):
            harmful = middle
        else:
            harmless = middle
    return chosen[:harmless], chosen[harmless]


def _loses_unnamed_content(
    lines: Sequence[str],
    before: RenderedContent,
    after: RenderedContent,
    applied: Iterable[Diagnostic],
) -> bool:
    """Return whether words or URLs are gone that no fix names as dropped, corrected, or kept.

    `lines` are those of the text before.
    """
    gone, urls = before.words - after.words, before.urls - after.urls
    if not gone and not urls:
        return False
    fixes = list({id(each.fix): each.fix for each in applied if each.fix}.values())
    dropped = [text for fix in fixes for text in fix.drops]
    corrections = [correction for fix in fixes for correction in fix.corrections]
    explained = [text for correction in corrections for text in _replaced_tokens(correction)]
    spans = [fix.kept for fix in fixes if fix.kept]
    kept = [line for span in spans for line in lines[span.line - 1 : span.end_line]]
    named = chain.from_iterable(map(words_by_script, (*dropped, *explained, *kept)))
    # A URL in the text may have become a link, and is not text any more.
    linked = frozenset(chain.from_iterable(map(words_by_script, after.urls)))
    unnamed = (gone - Counter(named)).keys() - linked
    if unnamed:
        pairs = {(each.wrong.casefold(), each.right.casefold()) for each in corrections}
        if not all(_is_corrected(word, pairs, after.words) for word in unnamed):
            return True
    left = linked | after.words.keys()
    # If a correction replaces a part of a URL, `drops` has the rest.
    spelt = {unquote(text) for text in (*dropped, *(each.wrong for each in corrections))}
    joined = "\n".join(sorted(spelt))
    return not all(
        unquote(url) in spelt
        or _is_shortened(url, after.urls, left)
        or unquote(url).removeprefix("http://") in joined
        for url in urls
    )


def _is_corrected(word: str, pairs: Iterable[tuple[str, str]], left: Counter[str]) -> bool:
    """Return whether a correction of a part of a word, as of `NIPS` in `NIPS2022`, explains it."""
    return any(wrong in word and word.replace(wrong, right) in left for wrong, right in pairs)


def _is_shortened(url: str, urls: frozenset[str], left: frozenset[str]) -> bool:
    """Return whether one of `urls` is the beginning of a URL whose rest is words that are left."""
    ends = (mark.start() for mark in _MARK().finditer(url))
    return any(url[:end] in urls and left.issuperset(words_by_script(url[end:])) for end in ends)


def choose_fixes(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Diagnostic]:
    """Return the findings whose fixes can be applied at once: no edits of two of them touch.

    Of fixes that touch, the first in the text is chosen, and of those at one place the longest;
    findings with the same fix are chosen together.
    """
    proposed: dict[tuple[Edit, ...], list[Diagnostic]] = {}
    for each in diagnostics:
        if each.fix is not None and each.fix.edits and (each.fix.safe or unsafe):
            proposed.setdefault(_sorted_edits(each.fix), []).append(each)
    taken: list[Span] = []
    chosen: list[Diagnostic] = []
    for edits in sorted(proposed, key=_text_order):
        if not any(_touches(edit.span, taken) for edit in edits):
            for edit in edits:
                insort(taken, edit.span)
            chosen += proposed[edits]
    return chosen


def assess_fix(parsed: Document, fix: Fix) -> Fix:
    """Return a fix of a document with what it drops.

    It is safe only if that is nothing, and if links to the headings of the document still work.
    """
    dropped = dropped_by(parsed, fix)
    is_safe = fix.safe and not dropped and not _changes_anchor(parsed, fix)
    return replace(fix, drops=dropped, safe=is_safe)


def _changes_anchor(parsed: Document, fix: Fix) -> bool:
    """Return whether a fix changes the text of a heading, and so the anchor that links lead to."""
    edits: dict[Span, set[Edit]] = {}
    for edit in fix.edits:
        first = bisect_left(parsed.headings, edit.span.line, key=lambda each: each.span.end_line)
        for heading in parsed.headings[first : first + 1]:
            if heading.span.line <= edit.span.line and edit.span.end_line <= heading.span.end_line:
                edits.setdefault(heading.span, set()).add(edit)
    for at, changes in edits.items():
        before = "\n".join(parsed.lines[at.line - 1 : at.end_line])
        if len(before) > _MAX_HEADING_CHARS:
            return True
        after = apply_edits(before, (_moved_up(edit, at.line - 1) for edit in changes))
        if _anchors(before) != _anchors(after):
            return True
    return False


def _moved_up(edit: Edit, lines: int) -> Edit:
    span = edit.span
    at = Span(span.line - lines, span.column, span.end_line - lines, span.end_column)
    return Edit(at, edit.text)


def _anchors(source: str) -> tuple[str, ...]:
    """Return the anchors of the source of a heading, which may be in a list item.

    The lines of a heading that is underlined are a paragraph without the underline.
    """
    return document.parse_anchors(source) or document.parse_anchors(f"{source}\n---")


def dropped_by(parsed: Document, fix: Fix) -> tuple[str, ...]:
    """Return the words and URLs of a document that a fix removes and keeps nowhere.

    The fix keeps what it inserts, what it leaves of the words that its edits touch, and the text
    under `fix.kept`, which must have a word as often as the text that is removed. Changes of
    case and punctuation are not losses.
    """
    changed = list(_changed_words(parsed, fix))
    if all(old == new for old, new in changed):
        return ()
    before: list[str] = []
    after: list[str] = split_tokens(parsed.slice(fix.kept)) if fix.kept else []
    for old, new in changed:
        before += split_tokens(old)
        after += split_tokens(new)
    left = Counter(map(_fold_token, after))
    dropped = _missing(before, left, is_counted=fix.kept is not None)
    if dropped and fix.corrections:
        for correction in fix.corrections:
            if not Counter(map(_fold_token, split_tokens(correction.right))) - left:
                left.update(map(_fold_token, _replaced_tokens(correction)))
        dropped = _missing(before, left, is_counted=fix.kept is not None)
    return dropped


def _missing(tokens: Sequence[str], kept: Counter[str], *, is_counted: bool) -> tuple[str, ...]:
    """Return the tokens that are not kept; if they are counted, a word is kept only as often."""
    left = kept.copy()
    missing = []
    for token in tokens:
        key = _fold_token(token)
        if left[key]:
            left[key] -= is_counted and "://" not in token
        else:
            missing.append(token)
    return tuple(dict.fromkeys(missing))


def _replaced_tokens(correction: Correction) -> list[str]:
    """Return the words and URLs that a correction replaces rather than drops.

    A word may replace any words. A URL replaces one URL, with those that are only its beginning;
    or text with the same words except for the first, which may be a misspelt scheme.
    """
    wrong, right = split_tokens(correction.wrong), split_tokens(correction.right)
    urls = [token for token in wrong if "://" in token]
    if not any("://" in token for token in right):
        return [] if urls else wrong
    count = len(urls) - sum(after.startswith(before) for before, after in pairwise(urls))
    if count > sum("://" in token for token in right):
        return []
    right_words = frozenset(words_by_script(correction.right))
    return [
        token
        for index, token in enumerate(wrong)
        if "://" in token
        or right_words.issuperset(words_by_script(token))
        or (index == 0 and not urls)
    ]


def split_tokens(text: str) -> list[str]:
    """Return the words, symbols and URLs of Markdown source, in order, escapes decoded."""
    text = unquote(unescape(text))
    found = []
    position = 0
    while match := _TOKEN().search(text, position):
        token, position = match[0], match.end()
        if match["url"]:
            token = _trim_url(token)
            position = match.start() + len(token)
        if token.endswith("://"):
            continue  # a scheme alone
        if match["url"] or match["word"] or (match["symbol"] and category(token)[0] in "MNS"):
            found.append(token)
    return found


def _trim_url(url: str) -> str:
    """Return a URL up to the first unbalanced closing bracket, without trailing punctuation."""
    opened = 0
    for bracket in _BRACKETS().finditer(url):
        opened += 1 if bracket[0] in "([{" else -1
        if opened < 0:
            url = url[: bracket.start()]
            break
    return url.rstrip(".,;:!?'*_~([{")


def _fold_token(token: str) -> str:
    return token if "://" in token else token.casefold()


def _changed_words(parsed: Document, fix: Fix) -> Iterator[tuple[str, str]]:
    """Yield the whole words that edits touch, as they are before and after.

    A text that a correction explains is as after in both: it may be a part of a word.
    """
    corrections = {(each.wrong, each.right): each for each in fix.corrections}
    before = after = ""
    end: tuple[int, int] | None = None
    for edit in sorted(set(fix.edits), key=lambda edit: edit.span):
        span = edit.span
        line = parsed.lines[span.line - 1]
        between = line[end[1] - 1 : span.column - 1] if end and end[0] == span.line else None
        if between is None or _WORD_BOUNDARY().search(between):
            if end:
                tail = _word_start(parsed.lines[end[0] - 1], end[1] - 1)
                yield before + tail, after + tail
            before = after = _word_end(line, span.column - 1)
        else:
            before, after = before + between, after + between
        old = parsed.slice(span)
        correction = corrections.get((old, edit.text))
        if correction and len(_replaced_tokens(correction)) == len(split_tokens(old)):
            old = edit.text
        # The number of a removed list item is not one of its words.
        before += _ORDINAL().sub("", old, count=1) if span.column == 1 else old
        after += edit.text
        end = span.end_line, span.end_column
    if end:
        tail = _word_start(parsed.lines[end[0] - 1], end[1] - 1)
        yield before + tail, after + tail


def _word_end(line: str, end: int) -> str:
    """Return the characters just before offset `end` that may belong to a word there."""
    start = max(end - _MAX_CONTEXT_CHARS, 0)
    words = _WORD_BOUNDARY().split(line[start:end])
    return words[-1]


def _word_start(line: str, start: int) -> str:
    """Return the characters from offset `start` on that may belong to a word there."""
    return _WORD_BOUNDARY().split(line[start : start + _MAX_CONTEXT_CHARS], maxsplit=1)[0]


def _sorted_edits(fix: Fix) -> tuple[Edit, ...]:
    return tuple(sorted(fix.edits, key=lambda edit: (edit.span, edit.text)))


def _text_order(
    edits: tuple[Edit, ...],
) -> tuple[tuple[int, int], tuple[int, int], tuple[str, ...]]:
    first, last = edits[0].span, edits[-1].span
    return (
        (first.line, first.column),
        (-last.end_line, -last.end_column),
        tuple(edit.text for edit in edits),
    )


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Return whether a span overlaps or adjoins one of those taken, sorted and disjoint."""
    index = bisect_left(taken, span)
    before, after = taken[max(index - 1, 0) : index], taken[index : index + 1]
    return any((each.end_line, each.end_column) >= (span.line, span.column) for each in before) or (
        any((each.line, each.column) <= (span.end_line, span.end_column) for each in after)
    )
