"""The options of the command line, in the order of its help."""

from __future__ import annotations

from copy import copy
from itertools import chain
from typing import get_args

import click

from awesome_lint.cli import completion, option_types
from awesome_lint.cli.invocation import Color, FailOn
from awesome_lint.cli.option_types import Option
from awesome_lint.config.presets import PRESETS
from awesome_lint.links.settings import CacheScope
from awesome_lint.report import FORMATS
from awesome_lint.runner.options import UNNAMED, Links

RULE_OPTIONS = (
    Option(
        ["--offline"],
        is_flag=True,
        help="Do not use the network: skip the link check, and rules that need it.",
    ),
    Option(
        ["--select"],
        multiple=True,
        metavar="RULE",
        callback=option_types.rules,
        shell_complete=completion.rules,
        help="Run only this rule. Repeatable; accepts globs such as link-*.",
    ),
    Option(
        ["--ignore"],
        multiple=True,
        metavar="RULE",
        callback=option_types.rules,
        shell_complete=completion.rules,
        help="Do not run this rule. Repeatable; accepts globs.",
    ),
    Option(
        ["--preset"],
        metavar="NAME",
        callback=option_types.word(PRESETS),
        shell_complete=completion.words(PRESETS),
        help="Preset of rule options: recommended (the default) or strict (also reports"
        " inconsistencies).",
    ),
    Option(
        ["--config"],
        metavar="FILE",
        shell_complete=completion.files,
        default="",
        help="Configuration file. Default: .awesome-lint.yml (or .yaml) in each file's directory or"
        " above.",
    ),
    Option(["--no-config"], is_flag=True, help="Do not look for configuration files."),
)
"""Options that select rules."""

REPORT_OPTIONS = (
    Option(
        ["-o", "--format"],
        multiple=True,
        metavar="NAME[=FILE]",
        callback=option_types.formats,
        shell_complete=completion.words(FORMATS),
        help=f"Report to write: {', '.join(FORMATS)}. Repeatable.",
    ),
    Option(
        ["--fail-on"],
        metavar="SEVERITY",
        default="error",
        callback=option_types.word(get_args(FailOn)),
        shell_complete=completion.words(get_args(FailOn)),
        help="Exit with status 1 on findings of this severity or above: error (default), warning,"
        " info or never.",
    ),
    Option(
        ["--diff-base"],
        metavar="REF",
        default="",
        help="Report only findings of the change since the merge base with REF. Default: that of"
        " the pull request.",
    ),
    Option(
        ["--baseline"],
        metavar="FILE",
        shell_complete=completion.files,
        default="",
        help="Do not report the findings in this baseline.",
    ),
    Option(
        ["--write-baseline"],
        metavar="FILE",
        shell_complete=completion.files,
        default="",
        help="Write all findings to this baseline, and report none.",
    ),
    Option(
        ["--prune-baseline"],
        is_flag=True,
        help="With --baseline: remove findings that no longer occur from the file.",
    ),
    Option(
        ["--add-suppressions"],
        is_flag=True,
        help="Add a comment that suppresses its findings to each line, and report the rest.",
    ),
)
"""Options of reports and of the exit status."""

FIX_OPTIONS = (
    Option(
        ["--fix"],
        is_flag=True,
        help="Apply safe fixes, and report the findings that remain.",
    ),
    Option(
        ["--fix-only"],
        is_flag=True,
        help="Apply safe fixes, and report no findings. Exit with status 0.",
    ),
    Option(
        ["--unsafe-fixes"],
        is_flag=True,
        help="With --fix, --fix-only or --diff: also apply fixes that need a review.",
    ),
    Option(
        ["--show-fixes"],
        is_flag=True,
        help="With --fix or --fix-only: print each fix that was applied.",
    ),
    Option(
        ["--diff"],
        is_flag=True,
        help="Print what --fix would change, without changing files. Exit with status 1 if there"
        " are changes.",
    ),
)
"""Options of fixes."""

LINK_OPTIONS = (
    Option(
        ["--links"],
        metavar="WHICH",
        default="all",
        callback=option_types.word(get_args(Links)),
        shell_complete=completion.words(get_args(Links)),
        help="Links to check: all (the default), changed (only those on changed lines) or none.",
    ),
    Option(
        ["--timeout"],
        metavar="S",
        default="20",
        callback=option_types.seconds,
        help="Timeout of a request in seconds. Default: 20.",
    ),
    Option(
        ["--deadline"],
        metavar="S",
        callback=option_types.seconds,
        help="Time limit of the link check in seconds; the rest is skipped. Default: none.",
    ),
    Option(
        ["--max-concurrency"],
        metavar="N",
        default="64",
        callback=option_types.count,
        help="Maximum number of concurrent requests. Default: 64.",
    ),
    Option(
        ["--allow-private-hosts"],
        is_flag=True,
        help="Also connect to private, loopback and link-local IP addresses. Unsafe for untrusted"
        " lists.",
    ),
    Option(
        ["--proxy"],
        metavar="URL",
        default="",
        callback=option_types.proxy,
        help="HTTP proxy for all requests, http[s]://HOST:PORT. HTTP_PROXY and similar variables"
        " are ignored.",
    ),
    Option(
        ["--host-stats"],
        is_flag=True,
        help="Print request statistics for each host to standard error.",
    ),
)
"""Options of the link check."""

SHARD_OPTIONS = (
    Option(
        ["--shard"],
        metavar="K/N",
        default="",
        callback=option_types.shard,
        help="Check shard K of N of the links. Rules that need no links run in the first shard"
        " only.",
    ),
    Option(
        ["--merge"],
        is_flag=True,
        help="Merge the JSON reports of all shards, given as PATHs, into one report.",
    ),
)
"""Options that split a link check across machines."""

CACHE_OPTIONS = (
    Option(
        ["--cache-dir"],
        metavar="DIR",
        shell_complete=completion.directories,
        default="",
        help="Directory of the caches. Default: the user's cache directory.",
    ),
    Option(["--no-cache"], is_flag=True, help="Do not read or write the caches."),
    Option(
        ["--refresh"],
        is_flag=True,
        help="Ignore cached results: request all links again.",
    ),
    Option(
        ["--cache-scope"],
        metavar="NAME",
        callback=option_types.word(get_args(CacheScope)),
        shell_complete=completion.words(get_args(CacheScope)),
        help="trusted (default) or untrusted (default in pull requests), which trusted runs never"
        " read.",
    ),
)
"""Options of the caches."""

OUTPUT_OPTIONS = (
    Option(
        ["--exclude"],
        multiple=True,
        metavar="PATTERN",
        help="Do not lint files that match this pattern, such as drafts/ or *.zh.md. Repeatable.",
    ),
    Option(
        ["--stdin-filename"],
        metavar="NAME",
        default=UNNAMED,
        help="File name of standard input in reports, and for finding its configuration.",
    ),
    Option(
        ["--jobs"],
        metavar="N",
        default="auto",
        callback=option_types.jobs,
        help="Number of processes that lint several files. Default: auto, one per core.",
    ),
    Option(
        ["--watch"],
        is_flag=True,
        help="Lint again whenever a file changes. Links are checked only with --links.",
    ),
    Option(["-q", "--quiet"], is_flag=True, help="Print only one line per finding."),
    Option(
        ["-v", "--verbose"],
        is_flag=True,
        help="Show all findings, the page of each rule, the configuration and the count of"
        " checked links.",
    ),
    Option(
        ["--color"],
        metavar="WHEN",
        default="auto",
        callback=option_types.word(get_args(Color)),
        shell_complete=completion.words(get_args(Color)),
        help="Colour the text report: auto (the default; on a terminal), always or never.",
    ),
    Option(
        ["--statistics"],
        is_flag=True,
        help="Print the number of findings per rule instead of the text report.",
    ),
)
"""Options of input and output."""

OTHER_OPTIONS = (
    Option(
        ["--explain"],
        multiple=True,
        metavar="RULE",
        callback=option_types.rules,
        shell_complete=completion.rules,
        help="Print the documentation of a rule, and exit. Repeatable; accepts globs.",
    ),
    Option(
        ["--list-rules"],
        is_flag=True,
        help="List the rules, or those of --select, with their default severities, and exit.",
    ),
    Option(
        ["--show-config"],
        is_flag=True,
        help="Print the configuration that applies to the first PATH, and exit.",
    ),
    Option(
        ["-V", "--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        # In a CI job, AWESOME_LINT_VERSION is more likely the version to install.
        allow_from_autoenv=False,
        callback=option_types.version,
        help="Print the version, and exit.",
    ),
    Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        allow_from_autoenv=False,
        callback=option_types.show_help,
        help="Show this message and exit.",
    ),
)
"""Options that print something else than a report."""

GROUPS = {
    "Rules": RULE_OPTIONS,
    "Report": REPORT_OPTIONS,
    "Fixes": FIX_OPTIONS,
    "Links": LINK_OPTIONS,
    "Sharding": SHARD_OPTIONS,
    "Caches": CACHE_OPTIONS,
    "Input and output": OUTPUT_OPTIONS,
    "Information": OTHER_OPTIONS,
}
"""All options, by the headings of the help."""


def shared(name: str, text: str = "") -> click.Option:
    """Return an option of the linter for another command, with the help `text` if it is given."""
    option = copy(next(each for each in chain(*GROUPS.values()) if each.name == name))
    option.help = text or option.help
    return option


RECORD_OPTIONS = (
    shared("offline", "Use only cached records, of any age."),
    shared("timeout"),
    shared("allow_private_hosts"),
    shared("proxy"),
    shared("cache_dir"),
    shared("no_cache"),
    shared("refresh", "Look all records up again. Default: only those older than a week."),
)
"""Options of commands that look records up."""
