"""The options of the command: arguments, environment variables, and exit status."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from awesome_lint import __version__, report, rulebook
from awesome_lint.cli.command import COMMAND, parse
from awesome_lint.cli.invocation import FailOn, Invocation
from awesome_lint.cli.options import GROUPS
from awesome_lint.cli.unknown_option import MEANT_IN_LINTERS
from awesome_lint.config import file, rule_settings
from awesome_lint.model import Shard
from awesome_lint.rules import RULES
from awesome_lint.runner.options import Options
from cli_helpers import ERROR, ONE_ERROR, ONE_INFO, Cli


@pytest.mark.usefixtures("readme")
def test_select_and_ignore(cli: Cli) -> None:
    assert cli("--quiet", "--select=duplicate-*", "--select", "link-malformed").out == ""
    assert cli("--quiet", "--select=table-column-count,duplicate-row").out == f"{ERROR}\n"
    assert cli("--quiet", "--ignore=table-*").out == ""


@pytest.mark.usefixtures("readme")
def test_no_rule_left(cli: Cli) -> None:
    result = cli("--select=duplicate-row", "--ignore=duplicate-*")
    assert result == (0, "No findings in 1 file\n", "note: README.md: no rule runs\n")
    assert cli("--select=duplicate-row", "--ignore=*", "--quiet").err == ""


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_unknown_rule(cli: Cli, option: str) -> None:
    assert cli(option, "duplicate-rwo") == (
        2,
        "",
        (f"error: {option}: unknown rule `duplicate-rwo`: did you mean `duplicate-row`?\n"),
    )


def test_configuration_is_found_for_each_file(cli: Cli, directory: Path) -> None:
    for name, level in (("a", "warning"), ("b", "off")):
        (directory / name).mkdir()
        (directory / name / "list.md").write_text(ONE_ERROR)
        (directory / name / ".awesome-lint.yml").write_text(
            f"rules: {{table-column-count: {level}}}"
        )
    (directory / "list.md").write_text(ONE_ERROR)
    result = cli("--quiet", ".")
    heads = [line.split("]")[0] for line in result.out.splitlines()]
    assert heads == [
        "list.md:3:38: error[table-column-count",
        "a/list.md:3:38: warning[table-column-count",
    ]


@pytest.mark.usefixtures("readme")
def test_config_option(cli: Cli, directory: Path) -> None:
    (directory / ".awesome-lint.yml").write_text("nonsense: {}")
    (directory / "other.yml").write_text("rules: {table-column-count: info}")
    assert cli("--config=other.yml", "--quiet").out.startswith("README.md:3:38: info[")
    assert cli("--no-config", "--quiet").out == f"{ERROR}\n"
    assert cli() == (
        2,
        "",
        (
            "error: .awesome-lint.yml:1: unknown key `nonsense`"
            " (known: extends, exclude, rules, venues, links)\n"
        ),
    )
    assert cli("--config=none.yml") == (
        2,
        "",
        "error: none.yml: cannot be read: No such file or directory\n",
    )


@pytest.mark.usefixtures("readme")
def test_each_mistake_of_a_configuration_is_an_error(cli: Cli, directory: Path) -> None:
    (directory / ".awesome-lint.yml").write_text("rules: {venue-typo: x}\nlinks:\n  archive: 2\n")
    assert cli() == (
        2,
        "",
        (
            "error: .awesome-lint.yml:1: `venue-typo` must be one of `off`, `on`, `error`,"
            " `warning`, `info`, not `x`\n"
            "error: .awesome-lint.yml:3: `links.archive` must be `true` or `false`, not `2`\n"
        ),
    )
    (directory / ".awesome-lint.yml").write_text("".join(f"x{n}: 1\n" for n in range(25)))
    lines = cli().err.splitlines()
    assert [line.split(":")[2] for line in lines[:-1]] == [str(n) for n in range(1, 21)]
    assert lines[-1] == "note: .awesome-lint.yml: 5 more mistakes"


def test_venues_of_the_configuration(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text("| Title | Venue |\n|:--|:--|\n| A Paper | Qwxyz 2024 |\n")
    assert cli("--quiet").out == ""
    (directory / ".awesome-lint.yml").write_text(
        "venues: {add: [{name: Qwertz, kind: workshop, misspellings: [Qwxyz]}]}"
    )
    assert "`Qwertz`" in cli("--quiet", "--select=venue-typo").out


@pytest.mark.usefixtures("readme")
def test_verbose_names_the_files_read(cli: Cli, directory: Path) -> None:
    (directory / ".awesome-lint.yml").touch()
    assert cli("--verbose").err == "note: README.md: configured by .awesome-lint.yml\n"
    assert cli("--verbose", "--no-config").err == "note: README.md: no configuration file\n"


def test_show_config(cli: Cli, directory: Path) -> None:
    (directory / "lists").mkdir()
    (directory / "lists" / "a.md").touch()
    (directory / "lists" / ".awesome-lint.yml").write_text(
        "rules: {duplicate-row: off, duplicate-entry: {severity: error, scope: section}}\n"
        "venues: {add: [{name: 'No: 1', kind: track}]}\nlinks: {exclude: ['https://a.example/*'],"
        " hosts: {a.example: {interval: 2, method: GET}}}\n"
    )
    for path in ("lists", "lists/a.md"):
        out = cli("--show-config", path).out
        assert out.startswith(
            "# From lists/.awesome-lint.yml\nextends: recommended\nexclude: []\nrules:\n"
        )
    assert "  duplicate-row: off\n" in out
    assert "  duplicate-entry: {severity: error, scope: section}  # error\n" in out
    assert "  table-column-count: on  # error\n" in out
    assert out.endswith(
        "venues: {add: [{name: 'No: 1', kind: track, aliases: [], misspellings: [], former: {}}]}\n"
        "links: {exclude: ['https://a.example/*'], include: [], hosts: {a.example: {interval: 2.0,"
        " method: GET}}, fail-after: '0', fragments: false, soft-404: false,"
        " archive: true}\n"
    )
    given_back = file.loads(out, "shown.yml")
    written = file.load(directory / "lists" / ".awesome-lint.yml")
    shown = {setting.rule.id: setting for setting in rule_settings(given_back)}
    for setting in rule_settings(written):
        if not setting.rule.online:
            same = shown[setting.rule.id]
            assert same.options == setting.options
            assert (same.severity, same.configured) == (setting.severity, setting.configured)
    assert (given_back.venues, given_back.links) == (written.venues, written.links)


def test_show_config_of_the_defaults(cli: Cli) -> None:
    for arguments in ([], ["-"], ["--stdin-filename=x/y.md", "-"]):
        out = cli("--show-config", "--ignore=duplicate-row", *arguments).out
        assert out.startswith("# The defaults\nextends: recommended\nexclude: []\nrules:\n")
        assert "  duplicate-row: off\n" in out
        assert "  sort-order: {by: habit" in out


def test_show_config_of_a_preset(cli: Cli, directory: Path) -> None:
    strict = "  arxiv-url: {prefer: abs, versions: forbid}  # warning\n"
    assert "\nextends: strict\n" in cli("--show-config", "--preset=strict").out
    assert strict in cli("--show-config", "--preset=strict").out
    (directory / ".awesome-lint.yml").write_text("extends: strict")
    assert strict in cli("--show-config").out
    assert strict not in cli("--show-config", "--preset=recommended").out
    assert "\nextends: recommended\n" in cli("--show-config", "--preset=recommended").out


def test_preset(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text("- [A Paper](https://arxiv.org/pdf/2401.01234)\n")
    pdf = "README.md:1:13: warning[arxiv-url] The link opens the PDF instead of the abstract page\n"
    assert cli("--quiet").out == ""
    assert cli("--quiet", "--preset=strict").out == pdf
    (directory / ".awesome-lint.yml").write_text("extends: strict")
    assert cli("--quiet").out == pdf
    assert cli("--quiet", "--no-config").out == ""
    assert cli("--quiet", "--preset", "recommended").out == ""


def test_severity_of_a_rule(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text("| Title |\n|:--|\n| B Cells |\n| A Cells |\n")
    assert cli("--quiet", "--preset=strict").out == ""
    (directory / ".awesome-lint.yml").write_text("rules: {sort-order: {by: title}}")
    assert "warning[sort-order]" in cli("--quiet").out
    (directory / ".awesome-lint.yml").write_text(
        "rules: {sort-order: {severity: error, by: title}}"
    )
    assert "error[sort-order]" in cli("--quiet").out


def test_every_suggested_option_exists() -> None:
    for name, meant in MEANT_IN_LINTERS.items():
        assert name not in COMMAND.option_names
        option, *value = meant.split()
        if option == "awesome-lint":  # a command
            continue
        assert option in COMMAND.option_names, name
        if value and value != ["NAME=FILE"]:
            invocation_of(option, *value)


@pytest.mark.usefixtures("readme")
def test_short_options(cli: Cli) -> None:
    assert cli("-q") == cli("--quiet")
    assert cli("-v") == cli("--verbose")
    assert cli("-o", "json") == cli("--format", "json")


def test_version(cli: Cli) -> None:
    assert cli("-V") == cli("--version")
    assert cli("--version") == (0, f"awesome-lint {__version__}\n", "")


def test_help_fits_80_columns(cli: Cli) -> None:
    result = cli("--help")
    assert result.status == 0
    assert result.out == cli("-h").out
    assert max(map(len, result.out.splitlines())) <= 80
    for name in report.FORMATS:
        assert re.search(rf"Report to write:[^.]*\b{name}\b", result.out)


def test_help_describes_each_option_in_two_lines(cli: Cli) -> None:
    out = cli("--help").out
    shown = re.findall(r"^  ((?:-[a-zA-Z], )?--.*\n(?: {25,}.*\n)*)", out, re.MULTILINE)
    assert {text.count("\n") for text in shown} == {1, 2}
    names = [option.opts[-1] for group in GROUPS.values() for option in group]
    assert re.findall("^(?:-[a-zA-Z], )?(--[a-z-]+)", "\n".join(shown), re.MULTILINE) == names
    assert names[-1] == "--help"
    assert re.findall(r"^([A-Z][a-z ]+):$", out, re.MULTILINE) == list(GROUPS)


def test_explain(cli: Cli) -> None:
    assert cli("--explain", "duplicate-row") == (0, rulebook.page("duplicate-row"), "")


def test_explain_takes_several_rules_and_globs(cli: Cli) -> None:
    both = "\n".join(map(rulebook.page, ("doi-format", "link-empty")))
    assert cli("--explain", "link-empty", "doi-format") == (0, both, "")
    assert cli("--explain=link-em*", "--explain=doi-format") == (0, both, "")
    assert cli("--explain", "link-empty", "README.md") == (
        2,
        "",
        "error: --explain: unknown rule `README.md`\n",
    )


def test_explain_hides_what_only_tests_need(cli: Cli) -> None:
    explained = cli("--explain", "link-dead").out
    assert "a missing host:\n\n```markdown bad\n" in explained
    assert "yaml internet" not in explained
    assert "<!--" not in explained


def test_explain_keeps_the_comments_of_examples(cli: Cli) -> None:
    assert "<!-- awesome-lint-disable-line " in cli("--explain", "suppression-unused").out


def test_explain_several(cli: Cli) -> None:
    pages = [rulebook.page(each) for each in ("duplicate-row", "duplicate-entry")]
    assert cli("--explain", "duplicate-*").out == "\n".join(pages)
    assert cli("--explain=duplicate-entry", "--explain=duplicate-*").out == "\n".join(pages)


def listed() -> list[list[str]]:
    levels = [rule.severity if rule.enabled else "off" for rule in RULES]
    return [
        [rule.id, level, rulebook.summary(rule.id)]
        for rule, level in zip(RULES, levels, strict=True)
    ]


def test_list_rules(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = cli("--list-rules").out.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == listed()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = cli("--list-rules").out
        assert columns - 20 <= max(map(len, out.splitlines())) <= columns
        assert " ".join(out.split()) == " ".join(map(" ".join, listed()))


def test_list_rules_that_are_selected(cli: Cli) -> None:
    out = cli("--list-rules", "--select=duplicate-*,venue-typo", "--ignore=*-row").out
    assert [line.split()[0] for line in out.splitlines()] == ["duplicate-entry", "venue-typo"]


def test_list_rules_as_json(cli: Cli) -> None:
    (rule,) = json.loads(cli("--list-rules", "--format=json", "--select=sort-order").out)
    assert rule == {
        "rule": "sort-order",
        "severity": "warning",
        "needs_network": False,
        "summary": rulebook.summary("sort-order"),
        "url": rulebook.page_url("sort-order"),
    }
    reason = "--list-rules goes with --format text or json, without a file"
    for wrong in ("sarif", "json=rules.json"):
        assert cli("--list-rules", "--format", wrong) == (2, "", f"error: {reason}\n")


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        (ONE_ERROR, "error", 1),
        (ONE_ERROR, "warning", 1),
        (ONE_ERROR, "info", 1),
        (ONE_ERROR, "never", 0),
        (ONE_INFO, "error", 0),
        (ONE_INFO, "warning", 0),
        (ONE_INFO, "info", 1),
        ("", "info", 0),
    ],
)
def test_fail_on(cli: Cli, directory: Path, text: str, fail_on: FailOn, status: int) -> None:
    (directory / "README.md").write_text(text)
    assert cli(f"--fail-on={fail_on}").status == status


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ofline"], "unknown option `--ofline`: did you mean `--offline`?"),
        (["--strict"], "unknown option `--strict`: did you mean `--preset strict`?"),
        (["--json"], "unknown option `--json`: did you mean `--format json`?"),
        (["--no-links"], "unknown option `--no-links`: did you mean `--links none`?"),
        (["--no-color"], "unknown option `--no-color`: did you mean `--color never`?"),
        (["--explian"], "unknown option `--explian`: did you mean `--explain`?"),
        (["--lang"], "unknown option `--lang` (--help lists all options)"),
        (["-f", "json"], "unknown option `-f`: did you mean `--format`?"),
        (["--xyzzy"], "unknown option `--xyzzy` (--help lists all options)"),
        (["--to=csv"], "unknown option `--to`: did you mean `awesome-lint export --to`?"),
        (["--p"], "unknown option `--p` (--help lists all options)"),
        (["-x"], "unknown option `-x` (--help lists all options)"),
        (
            ["-o", "out.sarif"],
            ("--format: `out.sarif` is not a format: did you mean `sarif=out.sarif`?"),
        ),
        (["-q", "-v"], "--quiet and --verbose exclude each other"),
        (["--timeout"], "--timeout requires an argument"),
        (
            ["--fail-on=warn"],
            (
                "--fail-on: `warn` is not one of error, warning, info, never:"
                " did you mean `warning`?"
            ),
        ),
        (
            ["--preset=stict"],
            ("--preset: `stict` is not one of recommended, strict: did you mean `strict`?"),
        ),
        (["--color=blue"], "--color: `blue` is not one of auto, always, never"),
        *(
            (
                [f"--timeout={value}"],
                f"--timeout: `{value}` is not a number of seconds above 0",
            )
            for value in ("0", "-1", "nan", "inf", "1e999", "soon")
        ),
        *(
            (
                [f"--max-concurrency={value}"],
                (f"--max-concurrency: `{value}` is not a whole number from 1 to 9999"),
            )
            for value in ("0", "-1", "1.5", "10000", "²", "many")
        ),
        (["--config=x", "--no-config"], "--config and --no-config exclude each other"),
        (["--merge", "--shard=2/5"], "--merge and --shard exclude each other"),
        (["--merge", "--fix"], "--merge and --fix exclude each other"),
        (["--merge", "--diff"], "--merge and --diff exclude each other"),
        (["--merge", "--baseline=x"], "--merge and --baseline exclude each other"),
        (["--merge", "--write-baseline=x"], "--merge and --write-baseline exclude each other"),
        (["--cache-dir=x", "--no-cache"], "--cache-dir and --no-cache exclude each other"),
        (["--refresh", "--no-cache"], "--refresh and --no-cache exclude each other"),
        (
            ["--cache-scope=trust"],
            ("--cache-scope: `trust` is not one of trusted, untrusted: did you mean `trusted`?"),
        ),
        (["--quiet", "--verbose"], "--quiet and --verbose exclude each other"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    assert cli(*arguments) == (2, "", f"error: {message}\n")


def invocation_of(*arguments: str) -> Invocation:
    invocation = parse(arguments)
    assert isinstance(invocation, Invocation)
    return invocation


def value_of(invocation: Invocation, field: str) -> object:
    """Return the value of an option of the command or of its run."""
    owner = invocation.options if field in Options.__struct_fields__ else invocation
    return getattr(owner, field)


@pytest.mark.parametrize(
    ("name", "value", "field", "wanted"),
    [
        ("EXCLUDE", "drafts/ *.zh.md", "exclude", ("drafts/", "*.zh.md")),
        ("OFFLINE", "1", "offline", True),
        ("OFFLINE", "false", "offline", False),
        ("OFFLINE", "", "offline", False),
        ("SELECT", "duplicate-row, link-*", "select", ("duplicate-row", "link-*")),
        ("IGNORE", "duplicate-row\ntable-*", "ignore", ("duplicate-row", "table-*")),
        ("PRESET", "strict", "preset", "strict"),
        ("PRESET", "", "preset", None),
        ("CONFIG", "x y.yml", "config", "x y.yml"),
        ("NO_CONFIG", "yes", "no_config", True),
        ("FAIL_ON", "info", "fail_on", "info"),
        ("TIMEOUT", "2.5", "timeout", 2.5),
        ("DEADLINE", "60", "deadline", 60.0),
        ("MAX_CONCURRENCY", "8", "max_concurrency", 8),
        ("ALLOW_PRIVATE_HOSTS", "on", "allow_private_hosts", True),
        ("PROXY", "http://me:pw@proxy.example", "proxy", "http://me:pw@proxy.example"),
        ("HOST_STATS", "1", "host_stats", True),
        ("SHARD", "2/5", "shard", Shard(2, 5)),
        ("SHARD", "", "shard", None),
        ("MERGE", "1", "merge", True),
        ("CACHE_DIR", "a directory", "cache_dir", "a directory"),
        ("NO_CACHE", "1", "no_cache", True),
        ("REFRESH", "1", "refresh", True),
        ("CACHE_SCOPE", "untrusted", "cache_scope", "untrusted"),
        ("STDIN_FILENAME", "a.md", "stdin_filename", "a.md"),
        ("QUIET", "true", "quiet", True),
        ("VERBOSE", "true", "verbose", True),
        ("COLOR", "never", "color", "never"),
        ("FIX_ONLY", "1", "fix_only", True),
        ("FIX_ONLY", "1", "fix", True),
        ("STATISTICS", "1", "statistics", True),
        ("EXPLAIN", "duplicate-row", "explain", ("duplicate-row",)),
        ("LIST_RULES", "1", "list_rules", True),
        ("SHOW_CONFIG", "1", "show_config", True),
    ],
)
def test_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, wanted: object
) -> None:
    monkeypatch.delenv("AWESOME_LINT_CACHE_DIR")
    monkeypatch.setenv(f"AWESOME_LINT_{name}", value)
    assert value_of(invocation_of(), field) == wanted


def test_formats_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOME_LINT_FORMAT", "text json=a,b.json")
    formats = [(each.name, each.file) for each in invocation_of().format]
    assert formats == [("text", ""), ("json", "a,b.json")]


def test_the_command_line_takes_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOME_LINT_FAIL_ON", "never")
    monkeypatch.setenv("AWESOME_LINT_CONFIG", "x.yml")
    monkeypatch.setenv("AWESOME_LINT_VERBOSE", "1")
    invocation = invocation_of("--fail-on=info", "--no-config", "--quiet")
    options = invocation.options
    assert (invocation.fail_on, options.config, options.no_config) == ("info", "", True)
    assert (invocation.quiet, invocation.verbose) == (True, False)
    assert invocation_of("--config=y.yml").options.config == "y.yml"
    monkeypatch.setenv("AWESOME_LINT_SHARD", "2/5")
    assert invocation_of("--merge").options.shard is None


def test_the_version_of_the_environment_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOME_LINT_VERSION", "0.1.0")
    assert invocation_of().options.paths == ()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TIMEOUT", "soon", "`soon` is not a number of seconds above 0"),
        (
            "SELECT",
            "duplicate-rwo",
            "unknown rule `duplicate-rwo`: did you mean `duplicate-row`?",
        ),
        ("FORMAT", "jsn", "unknown format `jsn`: did you mean `json`?"),
        ("OFFLINE", "maybe", "`maybe` is not one of 1, true, yes, on, 0, false, no, off\n"),
    ],
)
def test_wrong_environment_is_named(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(f"AWESOME_LINT_{name}", value)
    result = cli("README.md", online=True)
    assert result.status == 2
    assert result.err.startswith(f"error: AWESOME_LINT_{name}: {message}")
