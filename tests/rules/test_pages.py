"""The examples of all rule pages match the output of the linter."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from msgspec.structs import replace

from awesome_lint import links, local_files, rulebook
from awesome_lint.identifiers.github import OwnRepository
from awesome_lint.links import Outcome
from awesome_lint.model import Diagnostic, LocalFile
from awesome_lint.rules import RULES
from awesome_lint.runner import linked_anchors
from awesome_lint.runner.results_cache import ResultsCache
from fakenet.described import TOKEN, described
from linting import changed_lines, config_of, fixed, headlines, lint, parse
from rule_pages import Example, examples, source

EXAMPLES = [example for rule in RULES for example in examples(rule.id)]


def outcome(example: Example) -> Outcome | None:
    """Check the links of a README in the internet of its example."""
    if example.internet is None:
        return None
    urls = [link.url for link in parse(example.readme).links]
    config = config_of(example.config).links
    settings = links.LinkSettings(
        timeout=10,
        backoff=0.01,
        exclude=config.exclude,
        fragments=config.fragments,
        soft_404=config.soft_404,
        token=TOKEN,
        forges=True,
    )
    with described(example.internet) as net:
        return links.check_urls(urls, settings, connector_factory=net.connector)


OWN = OwnRepository("acme", "robots", "main")
"""The repository of the examples."""


def files(example: Example) -> dict[str, LocalFile] | None:
    """Look up the files that a README links to in the repository of its example."""
    if example.files is None:
        return None
    with TemporaryDirectory() as top:
        Path(top, ".git").mkdir()
        described = yaml.safe_load(example.files)
        texts = described if isinstance(described, dict) else dict.fromkeys(described, "")
        for name, text in texts.items():
            path = Path(top, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        urls = [link.url for link in parse(example.readme).links]
        readme = Path(top, "README.md")
        found = local_files.check_links(urls, readme, OWN)
        anchors = ResultsCache().parse_anchors
        return None if found is None else linked_anchors.add(found, Path(top), anchors)


def everything(example: Example) -> tuple[Diagnostic, ...]:
    known = outcome(example)
    base = example.base
    changed = None if base is None else changed_lines(base, example.readme)
    return lint(
        example.readme,
        config=example.config,
        links=known.results if known else None,
        records=known.records if known else None,
        files=files(example),
        changed=changed,
        before=base,
    )


def found(example: Example) -> tuple[Diagnostic, ...]:
    return tuple(each for each in everything(example) if each.rule == example.rule)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.rule}-{example.number}-{example.kind}"
)
def test_example(example: Example) -> None:
    diagnostics = found(example)
    assert headlines(diagnostics) == example.diagnostics
    if example.kind == "bad":
        assert diagnostics, "a bad example without a finding"
        fixable = any(diagnostic.fix for diagnostic in diagnostics)
        assert fixable == (example.fixed is not None), "a fixed block stands where a fix exists"
        if example.fixed is not None:
            assert fixed(example.readme, diagnostics) == example.fixed


@pytest.mark.parametrize(
    "example",
    [each for each in EXAMPLES if each.fixed is not None],
    ids=lambda example: f"{example.rule}-{example.number}",
)
def test_a_fix_causes_no_new_finding(example: Example) -> None:
    corrected = replace(example, readme=fixed(example.readme, found(example)))
    before, after = everything(example), everything(corrected)
    assert len(after) < len(before)
    assert not [each for each in after if each.rule == example.rule and each.fix]


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_page_has_its_sections_in_order(rule: str) -> None:
    head, _, _ = rulebook.page(rule).partition("\n```")
    sections = [line for line in head.split("\n") if line.startswith("#")]
    assert sections == [
        f"# {rule}",
        "## Why",
        "## How to fix",
        "## What is not reported",
        "## Options",
        "## Examples",
    ]


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_page_shows_what_its_readers_need_and_hides_what_its_tests_need(rule: str) -> None:
    hidden, shown = ("yaml internet", "yaml files"), ("yaml config", "markdown", "text")
    infos = re.findall(r"^```([^\n`]+)$", rulebook.page(rule), re.MULTILINE)
    everything = re.findall(r"^```([^\n`]+)$", source(rule), re.MULTILINE)
    assert infos == [info for info in everything if not info.startswith(hidden)]
    assert all(info.startswith(shown) for info in infos)
    assert "<!-- test" not in rulebook.page(rule)


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_each_example_is_introduced(rule: str) -> None:
    text = rulebook.page(rule).partition("## Examples\n")[2]
    introduced = re.findall(r"[.:]\n\n```", text)
    assert len(introduced) == len(list(examples(rule)))


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_page_shows_a_bad_and_a_good_example(rule: str) -> None:
    kinds = {example.kind for example in examples(rule)}
    assert kinds == {"bad", "good"}
