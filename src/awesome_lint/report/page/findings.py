"""The findings on a page: counted by rule and by section, and with their excerpts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, get_args
from xml.etree.ElementTree import Element

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import Diagnostic, Run, Severity
from awesome_lint.report.changed_lines import changed_lines
from awesome_lint.report.excerpt import excerpt_parts, range_in_first_line
from awesome_lint.report.groups import Group, describe_fix, group
from awesome_lint.report.losses import quote_losses
from awesome_lint.report.page.charts import bar
from awesome_lint.report.page.elements import (
    Content,
    element,
    row,
    shorten,
    table,
    web_link,
    with_code,
)
from awesome_lint.report.page.filters import filter_form
from awesome_lint.report.page.places import Places
from awesome_lint.text.wording import count

MAX_ITEMS: Final = 2000
"""Findings that are shown, where findings with one cause are one."""
MAX_ITEMS_OF_RULE: Final = 500
"""Findings of one rule that are shown."""

_MAX_SECTIONS: Final = 100
_MAX_PLACES: Final = 20
_MAX_RELATED: Final = 5
_MAX_CHARS: Final = 1000
"""Characters of a message or a help."""
_WIDTH: Final = 160
"""Columns of an excerpt."""
_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
_SIGNS: Final = {"-": "del", "+": "ins"}


class _Rule(Struct, frozen=True):
    """The findings of one rule."""

    name: str
    items: tuple[Group, ...]
    """The findings, those of one section with the same cause as one."""
    severities: Counter[Severity]

    @property
    def order(self) -> tuple[int, int, str]:
        """A sort key: the most severe rules first, then those with most findings."""
        worst = min(map(_SEVERITIES.index, self.severities))
        return worst, -self.severities.total(), self.name


def findings(run: Run, places: Places) -> Iterator[Element]:
    """Yield the content of the part about findings."""
    if not run.diagnostics:
        yield element("p", {"class": "good"}, "No findings.")
        return
    rules = _rules(run, places)
    yield element("div", {"class": "tables"}, _by_rule(rules), *_by_section(run, places))
    shown = _shown(rules)
    left = len(run.diagnostics) - sum(map(_size, (each for of in shown.values() for each in of)))
    if left:
        text = f"{count(left, 'finding')} of {len(run.diagnostics)} are counted above, but not"
        yield element("p", {"class": "limit"}, f"{text} shown below.")
    items = [item.shown for of_rule in shown.values() for item in of_rule]
    sections = sorted({found for each in items if (found := _section(each, places)) is not None})
    severities = [name for name in _SEVERITIES if any(each.severity == name for each in items)]
    yield filter_form(
        "findings-list",
        "findings",
        (
            ("rule", "Rule", [(rule.name, rule.name) for rule in rules]),
            ("severity", "Severity", [(name, name) for name in severities]),
            (
                "section",
                "Section",
                [(str(each), places.section_name(run.sections[each])) for each in sections],
            ),
        ),
    )
    blocks = []
    for rule in rules:
        articles = []
        for each in shown[rule.name]:
            section = _section(each.shown, places)
            facts = {
                "data-rule": rule.name,
                "data-severity": each.shown.severity,
                "data-section": "" if section is None else str(section),
                "data-count": str(_size(each)),
            }
            articles.append(_article(each, facts, run, places))
        blocks.append(_block(rule, articles, sum(map(_size, shown[rule.name]))))
    yield element("div", {"id": "findings-list"}, *blocks)


def _rules(run: Run, places: Places) -> list[_Rule]:
    """Return the rules with findings, the most severe first."""
    found: dict[str, dict[int | None, list[Diagnostic]]] = {}
    for each in run.diagnostics:
        found.setdefault(each.rule, {}).setdefault(_section(each, places), []).append(each)
    rules = [
        _Rule(
            name,
            tuple(item for several in sections.values() for item in group(several)),
            Counter(each.severity for several in sections.values() for each in several),
        )
        for name, sections in found.items()
    ]
    return sorted(rules, key=lambda rule: rule.order)


def _shown(rules: Sequence[_Rule]) -> dict[str, list[Group]]:
    """Return the items of each rule that are shown, the most severe first."""
    room = MAX_ITEMS
    shown: dict[str, list[Group]] = {}
    for rule in rules:
        by_severity = sorted(rule.items, key=lambda item: _SEVERITIES.index(item.shown.severity))
        shown[rule.name] = by_severity[: min(room, MAX_ITEMS_OF_RULE)]
        room -= len(shown[rule.name])
    return shown


def _size(item: Group) -> int:
    return 1 + len(item.others)


def _section(diagnostic: Diagnostic, places: Places) -> int | None:
    return places.section(diagnostic.path, diagnostic.span.line)


def _by_rule(rules: Sequence[_Rule]) -> Element:
    """Return the number of findings by rule."""
    most = max(rule.severities.total() for rule in rules)
    rows = (
        row(
            element("a", {"href": f"#rule-{rule.name}"}, rule.name),
            *(_number(rule.severities[name]) for name in _SEVERITIES),
            bar([(name, rule.severities[name]) for name in _SEVERITIES], most),
        )
        for rule in rules
    )
    head = ("Rule", "Errors", "Warnings", "Info", "Chart")
    return table("Findings by rule", head, rows, numbers=(1, 2, 3))


def _by_section(run: Run, places: Places) -> Iterator[Element]:
    """Yield the number of findings by section, if sections are known."""
    found: dict[int, Counter[Severity]] = {}
    for each in run.diagnostics:
        section = _section(each, places)
        if section is not None:
            found.setdefault(section, Counter())[each.severity] += 1
    if not found:
        return
    worst = sorted(found, key=lambda section: -found[section].total())[:_MAX_SECTIONS]
    rows = [(places.section_name(run.sections[each]), found[each]) for each in sorted(worst)]
    if left := len(found) - len(worst):
        others = sum((found[each] for each in found.keys() - set(worst)), Counter[Severity]())
        rows.append((count(left, "more section"), others))
    most = max(each.total() for _, each in rows)
    cells = (
        row(
            name,
            *(_number(each[severity]) for severity in _SEVERITIES),
            bar([(severity, each[severity]) for severity in _SEVERITIES], most),
        )
        for name, each in rows
    )
    head = ("Section", "Errors", "Warnings", "Info", "Chart")
    yield table("Findings by section", head, cells, numbers=(1, 2, 3))


def _number(number: int) -> str:
    return str(number or "")


def _block(rule: _Rule, articles: Sequence[Element], shown: int) -> Element:
    """Return the findings of a rule."""
    url = rule.items[0].shown.url
    total = rule.severities.total()
    content: list[Content] = [
        element(
            "h3",
            {"id": f"rule-{rule.name}"},
            web_link(url, rule.name),
            element("small", None, f" {count(total, 'finding')}"),
        ),
        element("p", {"class": "summary"}, *with_code(rulebook.summary(rule.name))),
    ]
    every = [each for item in rule.items for each in (item.shown, *item.others)]
    if fix := describe_fix(every):
        content.append(element("p", {"class": "summary"}, *with_code(fix), "."))
    content += articles
    if shown < total:
        more = f"{count(total - shown, 'more finding')} of this rule are not shown."
        content.append(element("p", {"class": "limit"}, more))
    return element("section", {"class": "rule"}, *content)


def _article(item: Group, facts: dict[str, str], run: Run, places: Places) -> Element:
    """Return a finding, and the lines of those with the same cause."""
    diagnostic = item.shown
    span = diagnostic.span
    content: list[Content] = [
        element(
            "p",
            {"class": "place"},
            element("span", {"class": f"severity {diagnostic.severity}"}, diagnostic.severity),
            " ",
            places.line(diagnostic.path, span.line, span.column),
        ),
        element("p", {"class": "message"}, *_text(diagnostic.message)),
        *_excerpt(diagnostic, run),
        *_notes(diagnostic),
        *_fix(diagnostic, run),
    ]
    if item.others:
        lines = list(dict.fromkeys((each.path, each.span.line) for each in item.others))
        more = f"{len(item.others)} more with the same cause: "
        content.append(element("p", {"class": "note"}, more, *places.lines(lines, _MAX_PLACES)))
    return element("article", facts | {"class": "item"}, *content)


def _excerpt(diagnostic: Diagnostic, run: Run) -> Iterator[Element]:
    file, span = run.files[diagnostic.path], diagnostic.span
    if not file.text:
        return
    line = file.lines[span.line - 1]
    before, marked, after = excerpt_parts(line, *range_in_first_line(line, span), _WIDTH)
    # An empty range is a place between two characters.
    mark = element("mark", None if marked else {"class": "empty"}, marked)
    yield element("pre", None, element("code", None, before, mark, after))


def _notes(diagnostic: Diagnostic) -> Iterator[Element]:
    unsafe = diagnostic.fix if diagnostic.fix and not diagnostic.fix.safe else None
    if diagnostic.help and not (unsafe and unsafe.title == diagnostic.help):
        yield _note("Help", *_text(diagnostic.help))
    if unsafe:
        yield _note("Unsafe fix", *_text(unsafe.title))
        if lost := quote_losses(unsafe.drops):
            yield _note("Drops", *_text(lost))
    for related in diagnostic.related[:_MAX_RELATED]:
        yield _note(f"Line {related.span.line}", *_text(related.message))
    if len(diagnostic.related) > _MAX_RELATED:
        yield _note("Note", count(len(diagnostic.related) - _MAX_RELATED, "more line"))


def _note(name: str, *content: Content) -> Element:
    return element("p", {"class": "note"}, element("b", None, f"{name}: "), *content)


def _fix(diagnostic: Diagnostic, run: Run) -> Iterator[Element]:
    file = run.files[diagnostic.path]
    if diagnostic.fix is None or not file.text:
        return
    lines = []
    for sign, number, text in changed_lines(file, diagnostic.fix, _WIDTH):
        changed = element(_SIGNS.get(sign, "span"), None, text)
        line = element("code", None, f"{number} {sign} ", changed)
        line.tail = "\n"
        lines.append(line)
    if lines:
        yield element("pre", None, *lines)


def _text(text: str) -> Iterator[Content]:
    return with_code(shorten(text, _MAX_CHARS))
