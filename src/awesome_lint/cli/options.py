"""The options of the command line, in the order of its help."""

from __future__ import annotations

from typing import get_args

from awesome_lint.cli import option_types
from awesome_lint.cli.option_types import Option
from awesome_lint.config.presets import PRESETS
from awesome_lint.links.settings import Scope
from awesome_lint.report import FORMATS
from awesome_lint.runner.options import UNNAMED, Color, FailOn, Links

RULE_OPTIONS = (
    Option(
        ["--offline"],
        is_flag=True,
        help="Use no network: links are not checked, and rules about them do not run.",
    ),
    Option(
        ["--select"],
        multiple=True,
        metavar="RULE",
        callback=option_types.rules,
        help="Run only this rule. Repeatable; globs such as link-* are understood.",
    ),
    Option(
        ["--ignore"],
        multiple=True,
        metavar="RULE",
        callback=option_types.rules,
        help="Do not run this rule. Repeatable; globs are understood.",
    ),
    Option(
        ["--preset"],
        metavar="NAME",
        callback=option_types.word(PRESETS),
        help="What to report: recommended (the default), what a maintainer would act on, or"
        " strict, the rest as well.",
    ),
    Option(
        ["--config"],
        metavar="FILE",
        default="",
        help="Configuration file. Default: .awesome-lint.yml (or .yaml) in each file's folder or"
        " above.",
    ),
    Option(["--no-config"], is_flag=True, help="Look for no configuration file."),
)
"""Which rules run."""

REPORT_OPTIONS = (
    Option(
        ["--format"],
        multiple=True,
        metavar="NAME[=FILE]",
        callback=option_types.formats,
        help=f"Report to write: {', '.join(FORMATS)}. Repeatable. Default: text.",
    ),
    Option(
        ["--fail-on"],
        metavar="SEVERITY",
        default="error",
        callback=option_types.word(get_args(FailOn)),
        help="Exit with status 1 on findings of this severity or above: error (the default),"
        " warning, info or never.",
    ),
    Option(
        ["--diff-base"],
        metavar="REF",
        default="",
        help="Report only what concerns the change since HEAD and REF parted. Default: the base of"
        " a pull request.",
    ),
    Option(
        ["--baseline"],
        metavar="FILE",
        default="",
        help="Report only what is not among the known findings in this file.",
    ),
    Option(
        ["--write-baseline"],
        metavar="FILE",
        default="",
        help="Write all findings into this file as known ones, and report none.",
    ),
    Option(
        ["--prune-baseline"],
        is_flag=True,
        help="With --baseline: remove findings from it that no longer occur.",
    ),
)
"""What is reported, and what fails a run."""

FIX_OPTIONS = (
    Option(
        ["--fix"],
        is_flag=True,
        help="Make the repairs that are safe, and report what is left.",
    ),
    Option(
        ["--unsafe-fixes"],
        is_flag=True,
        help="With --fix or --diff: make the repairs that need a look, too.",
    ),
    Option(
        ["--diff"],
        is_flag=True,
        help="Show what --fix would change, and change nothing. Exit with status 1 if that is"
        " anything.",
    ),
)
"""What is repaired."""

LINK_OPTIONS = (
    Option(
        ["--links"],
        metavar="WHICH",
        default="all",
        callback=option_types.word(get_args(Links)),
        help="Links to check: all (the default), changed (those on lines that the change touched)"
        " or none.",
    ),
    Option(
        ["--timeout"],
        metavar="S",
        default="20",
        callback=option_types.seconds,
        help="Seconds that one request may take. Default: 20.",
    ),
    Option(
        ["--deadline"],
        metavar="S",
        callback=option_types.seconds,
        help="Seconds that the whole link check may take. Links not checked by then are not"
        " judged. Default: no end.",
    ),
    Option(
        ["--max-concurrency"],
        metavar="N",
        default="64",
        callback=option_types.count,
        help="Requests under way at the same time. Default: 64.",
    ),
    Option(
        ["--allow-private-hosts"],
        is_flag=True,
        help="Visit private, loopback and link-local addresses, too; not for lists that"
        " strangers write.",
    ),
    Option(
        ["--proxy"],
        metavar="URL",
        default="",
        callback=option_types.proxy,
        help="HTTP proxy for all requests, http[s]://HOST:PORT. Those of the environment are not"
        " used.",
    ),
    Option(
        ["--host-stats"],
        is_flag=True,
        help="Say on standard error what was asked of each host, and how long it took.",
    ),
)
"""How links are checked."""

SHARD_OPTIONS = (
    Option(
        ["--shard"],
        metavar="K/N",
        default="",
        callback=option_types.shard,
        help="Check the links of the K-th of N parts of the hosts. The first part has the rules"
        " that need no links, too.",
    ),
    Option(
        ["--merge"],
        is_flag=True,
        help="Take the PATHs for the JSON reports of all parts, and report them as one run.",
    ),
)
"""How a check is parted among several machines."""

CACHE_OPTIONS = (
    Option(
        ["--cache-dir"],
        metavar="DIR",
        default="",
        help="Folder that keeps what link checks learned for the next ones. Default: the user's own"
        " for caches.",
    ),
    Option(["--no-cache"], is_flag=True, help="Remember nothing of link checks."),
    Option(
        ["--refresh"],
        is_flag=True,
        help="Ask about all links, even those that were checked a short while ago.",
    ),
    Option(
        ["--cache-scope"],
        metavar="NAME",
        callback=option_types.word(get_args(Scope)),
        help="Lists are trusted (the default) or untrusted (in pull requests): no trusted run"
        " learns from these.",
    ),
)
"""What a link check remembers."""

LOOK_OPTIONS = (
    Option(
        ["--stdin-filename"],
        metavar="NAME",
        default=UNNAMED,
        help="What standard input is called. The search for its configuration begins in that"
        " folder.",
    ),
    Option(["--quiet"], is_flag=True, help="Write one line for each finding, and nothing else."),
    Option(
        ["--verbose"],
        is_flag=True,
        help="Say also what was read, and where a rule is explained.",
    ),
    Option(
        ["--color"],
        metavar="WHEN",
        default="auto",
        callback=option_types.word(get_args(Color)),
        help="Colour the text report: auto (the default; on a terminal), always or never.",
    ),
    Option(["--statistics"], is_flag=True, help="Count the findings of each rule at the end."),
)
"""What a report looks like."""

OTHER_OPTIONS = (
    Option(
        ["--explain"],
        metavar="RULE",
        default="",
        callback=option_types.rule,
        help="Show the page of a rule, and exit.",
    ),
    Option(["--list-rules"], is_flag=True, help="List the rules and their severities, and exit."),
    Option(
        ["--show-config"],
        is_flag=True,
        help="Show the configuration that holds for the first PATH, and exit.",
    ),
    Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        # In a CI job, AWESOME_LINT_VERSION is more likely the version to install.
        allow_from_autoenv=False,
        callback=option_types.version,
        help="Show the version, and exit.",
    ),
)
"""What is shown instead of a report."""

GROUPS = {
    "Rules": RULE_OPTIONS,
    "Report": REPORT_OPTIONS,
    "Repairs": FIX_OPTIONS,
    "Links": LINK_OPTIONS,
    "Links on several machines": SHARD_OPTIONS,
    "Links known from earlier": CACHE_OPTIONS,
    "Input and output": LOOK_OPTIONS,
    "Instead of a report": OTHER_OPTIONS,
}
"""All options by the headings of the help."""
