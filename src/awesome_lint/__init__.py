"""A linter for curated lists: what is wrong with them, and whether their links resolve.

The command is `awesome-lint`; this module is the same for Python programs. Its types stand in
`awesome_lint.model`, `awesome_lint.config` and `awesome_lint.links`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from awesome_lint.version import __version__

# All else is imported where it is used: a program that only asks for the version pays for nothing.
if TYPE_CHECKING:
    from pathlib import Path

    from awesome_lint.config import Config
    from awesome_lint.links import LinkSettings
    from awesome_lint.model import Diagnostic, Link, LinkResult, Record

__all__ = ["__version__", "check_links", "find_links", "lint_text", "load_config"]


def lint_text(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    links: Mapping[str, LinkResult] | None = None,
    records: Mapping[str, Record] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what the rules find in the text of a README, in the order of the text.

    `path` is what the diagnostics call it; nothing is read from there. `config` decides which
    rules run, by default all. `links` is what is known of its links, as `check_links` returns
    it; without it, rules about links do not run. Neither do, without `records`, those about what
    registries know; `awesome_lint.links.check_urls` returns both. No text is invalid. A rule that
    raises an exception costs its own findings, with a RuntimeWarning that names it.
    """
    import warnings

    from awesome_lint import document, rulebook
    from awesome_lint.config import Config, rule_settings
    from awesome_lint.engine import engine
    from awesome_lint.links.cache.leniency import lenient
    from awesome_lint.links.settings import seconds
    from awesome_lint.model import Evidence

    config = config or Config()
    vocabulary = rulebook.vocabulary(config.venues.add)
    known = {"links": links is not None, "records": records is not None, "files": False}
    settings = tuple(
        setting for setting in rule_settings(config) if known.get(setting.rule.needs, True)
    )
    parsed = document.parse(path, text, vocabulary)
    evidence = Evidence(
        links=lenient(links or {}, seconds(config.links.fail_after)),
        venues=vocabulary,
        hosts=rulebook.hosts(),
        lookalikes=rulebook.lookalikes(),
        records=records or {},
    )
    result = engine.lint(parsed, settings, evidence)
    for failure in result.failures.values():
        message = f"{path}: internal error in {failure.part}: {failure.error}"
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    return result.diagnostics


def find_links(text: str) -> tuple[Link, ...]:
    """Return the links and images of a README, in the order of the text.

    Their `url` is as it is written, be it absolute, relative, or a fragment.
    """
    from awesome_lint import document, rulebook

    return document.parse("", text, rulebook.vocabulary()).links


def check_links(urls: Iterable[str], settings: LinkSettings | None = None) -> dict[str, LinkResult]:
    """Ask where URLs lead, each address once, and return what is known of each.

    URLs that no request can judge, such as `mailto:` and relative ones, are left out. What a
    host answers never raises an error; where there is no network, all are `skipped`. Blocks until
    all are judged, and cannot be called where an event loop runs: RuntimeError.
    """
    from awesome_lint import links

    outcome = links.check_urls(urls, settings)
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome.results


def load_config(path: str | Path) -> Config:
    """Read a configuration file.

    Raises `awesome_lint.config.ConfigError`, whose message names the line and the nearest right
    word, where it cannot be used.
    """
    from pathlib import Path

    from awesome_lint.config import file

    return file.load(Path(path))
