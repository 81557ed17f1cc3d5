"""suppression-unused: suppression comments without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from awesome_lint.model import Document, Edit, Evidence, Finding, Fix, Span, Suppression
from awesome_lint.rules.rule import NoOptions
from awesome_lint.text.patterns import deferred
from awesome_lint.text.suggest import nearest, quote_word

_DIRECTIVES = ("disable-line", "disable-next-line", "disable-file", "disable", "enable")
_WORD = deferred(r"[a-z]+")
_VISIBLE = deferred(r"\S")
_COMMENTS = tuple(f"awesome-lint-{directive}" for directive in _DIRECTIVES)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each comment that suppresses no finding, or never can.

    Comments for rules that did not run, such as online rules, are skipped.
    """
    disabled: set[str] = set()
    for suppression in document.suppressions:
        if not suppression.directive:
            yield Finding(
                suppression.span,
                f"{quote_word(suppression.written)} is not a directive: nothing is suppressed",
                f"Write {_directive(document, suppression.span, suppression.written)}",
            )
            continue
        rules = [rule for rule in evidence.rules if suppression.matches(rule)]
        unknown = suppression.unknown(evidence.rules)
        if suppression.directive not in _DIRECTIVES:
            written = f"awesome-lint-{suppression.directive}"
            yield Finding(
                suppression.span,
                f"Unknown directive `{written}`: nothing is suppressed",
                f"Write {_directive(document, suppression.span, written)}",
            )
        elif unknown:
            yield Finding(
                suppression.span,
                f"Unknown rule `{unknown[0]}`: nothing is suppressed",
                f"Write {_nearest(unknown[0], evidence.rules)}",
            )
        elif suppression.directive == "enable":
            if disabled.isdisjoint(rules):
                yield Finding(
                    suppression.span,
                    "No `awesome-lint-disable` above matches this `awesome-lint-enable`",
                    "Remove the comment",
                    fix=_fix(document, suppression),
                )
        elif suppression.span not in evidence.suppressed and all(map(evidence.rules.get, rules)):
            yield Finding(
                suppression.span,
                f"This comment suppresses nothing: {_describe_rules(suppression)}",
                "Remove the comment",
                fix=_fix(document, suppression),
            )
        if suppression.directive == "disable":
            disabled.update(rules)


def _directive(document: Document, span: Span, written: str) -> str:
    """Return the directive that the beginning of a comment resembles, quoted."""
    words = _WORD().findall(written.lower().partition("lint")[2])
    name = "-".join(("awesome-lint", *words)).replace("ignore", "disable")
    # The comment is about its line; `disable` would also hide the findings below.
    if name == "awesome-lint-disable" and _is_beside_text(document, span):
        name = f"{name}-line"
    return _nearest(name, _COMMENTS)


def _nearest(word: str, words: Iterable[str]) -> str:
    """Return the most similar of some words, quoted; all of them if none is similar."""
    near = nearest(word, words)
    return " or ".join(f"`{candidate}`" for candidate in ([near] if near else words))


def _describe_rules(suppression: Suppression) -> str:
    if not suppression.rules:
        return "nothing is reported here"
    rules = " and ".join(f"`{rule}`" for rule in suppression.rules)
    return f"{rules} {'reports' if len(suppression.rules) == 1 else 'report'} nothing here"


def _is_beside_text(document: Document, span: Span) -> bool:
    """Return whether a comment is on one line, which has other text."""
    line = document.lines[span.line - 1]
    return span.line == span.end_line and bool(
        _VISIBLE().search(line, 0, span.column - 1) or _VISIBLE().search(line, span.end_column - 1)
    )


def _fix(document: Document, suppression: Suppression) -> Fix | None:
    """Return the fix that removes a comment on a line with other text; None for other comments."""
    span = suppression.span
    line = document.lines[span.line - 1]
    if not _is_beside_text(document, span):
        return None
    # A space before the comment is removed as well.
    space = line[span.column - 2 : span.column - 1] == " "
    edit = Edit(replace(span, column=span.column - space), "")
    # The fix would drop the reason, which the author wrote.
    return Fix("Remove the comment", (edit,), safe=not suppression.reason)
