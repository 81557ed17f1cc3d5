"""Sharded runs, and their merged reports."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from awesome_lint import __version__, links, runner
from awesome_lint.report import FORMATS
from awesome_lint.report.json_reader import UnreadableReportError, read_report
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.options import Options
from cli_helpers import Cli
from fakenet import Internet, Page, World
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Paper

STATUSES = (200, 200, 404, 403, Page(status=301, location="https://host-0.example/0"), 500)
HOSTS = [f"https://host-{number}.example" for number in range(12)]
PAPERS = [f"2401.{number:05}" for number in range(1, 16)]
WORLD: World = {
    f"{host}/{page}": STATUSES[(number + page) % len(STATUSES)]
    for number, host in enumerate(HOSTS)
    for page in range(number % 4 + 1)
} | {
    "https://gone.example/": Page(dns="nxdomain"),
    "https://pages.example/": Page(body="<h1 id='there'>Here it is</h1>"),
}
REST = [
    "github-mac://host-1.example/",
    "https://excluded.example/",
    "https://pages.example/#there",
    "https://pages.example/#missing",
]
README = (
    "# A list\n\n| Title | Venue | Link |\n|:--|:--|:--|\n"
    + "".join(
        f"| Walking Robots on the Ice of {name} | Avrxi 2024 |"
        f" [x](https://arxiv.org/abs/{name}) |\n"
        for name in PAPERS
    )
    + "| Lost | arXiv 2024 | [x](https://arxiv.org/abs/2402.09999) | too much |\n"
    "\n[here](#a-list) and [nowhere](#nowhere) and [there](#there) "
    "<!-- awesome-lint-disable-line link-fragment -->\n"
    "\n- A word <!-- awesome-lint-disable-line venue-typo -->\n"
    "- [silenced](https://gone.example/) <!-- awesome-lint-disable-line link-dead -->\n\n"
)
OTHER = (
    "".join(f"- <{url}>\n" for url in (*WORLD, *REST)) + "\n[again][1] [twice][1]\n\n[1]: #gone\n"
)


@pytest.fixture
def internet(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """The links of two files, the second one with its own configuration."""
    (directory / "README.md").write_text(README)
    (directory / "lists").mkdir()
    (directory / "lists" / "é.md").write_text(OTHER, encoding="utf-8")
    (directory / "lists" / ".awesome-lint.yml").write_text(
        "links: {exclude: ['https://excluded.example/*'], fragments: true}"
    )
    papers = {name: Paper(title=f"Walking Robots on the Ice of {name}") for name in PAPERS}
    papers[PAPERS[0]] = Paper(title="A Cookbook of Bread for Hungry Readers")
    with Internet(WORLD, services=Arxiv(papers).services) as net:
        check = functools.partial(links.check_urls, connector_factory=net.connector)

        def run(urls: Iterable[str], settings: links.LinkSettings, **options: Any) -> links.Outcome:
            return check(urls, replace(settings, backoff=0.001), **options)

        monkeypatch.setattr(links, "check_urls", run)
        yield net


FILES = ("README.md", "lists")


def shards(cli: Cli, directory: Path, count: int, *options: str) -> list[dict[str, Any]]:
    """Check each shard with a report in a file, and return all reports."""
    reports = []
    for number in range(1, count + 1):
        result = cli(
            f"--shard={number}/{count}",
            f"--format=json=shard-{number}.json",
            "--no-cache",
            *options,
            *FILES,
            online=True,
        )
        assert result.err == ""
        reports.append(json.loads((directory / f"shard-{number}.json").read_text()))
        found = reports[-1]["summary"]
        assert result.status == (1 if found["errors"] else 0)
    return reports


def names(count: int) -> list[str]:
    return [f"shard-{number}.json" for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 5])
def test_shards_add_up_to_one_run(
    cli: Cli, directory: Path, internet: Internet, count: int
) -> None:
    whole = cli("--format=json", "--no-cache", *FILES, online=True)
    requested = sorted((each.method, each.url) for each in internet.requests)
    internet.requests.clear()
    reports = shards(cli, directory, count)
    if count > 1:  # targets of redirects are requested in each shard
        visited = {(each.method, each.url) for each in internet.requests}
        assert visited == set(requested)
        assert min(len(report["links"]) for report in reports) > 3
    merged = cli("--merge", "--format=json", *names(count), online=True)
    assert merged == whole
    assert whole.status == 1
    rules = {each["rule"] for each in json.loads(whole.out)["findings"]}
    assert rules >= {
        *("link-dead", "link-moved", "link-blocked", "link-unreachable", "link-refused"),
        *("link-fragment", "title-mismatch", "venue-typo", "table-column-count"),
        "suppression-unused",
    }


@pytest.mark.usefixtures("internet")
def test_no_link_is_in_two_shards(cli: Cli, directory: Path) -> None:
    reports = shards(cli, directory, 4)
    found = [[each["url"] for each in report["links"]] for report in reports]
    assert sum(map(len, found)) == len(set().union(*found))
    hosts = [set(re.findall(r"https://([^/]+)", " ".join(some))) for some in found]
    assert sum(map(len, hosts)) == len(set().union(*hosts))
    assert [report["shard"] for report in reports] == [
        {"number": number, "count": 4} for number in range(1, 5)
    ]


@pytest.mark.usefixtures("internet")
def test_a_comment_about_links_is_not_called_unused_in_a_shard(cli: Cli, directory: Path) -> None:
    unused = [
        (report["shard"]["number"], each["message"])
        for report in shards(cli, directory, 3)
        for each in report["findings"]
        if each["rule"] == "suppression-unused"
    ]
    assert unused == [(1, "This comment suppresses nothing: `venue-typo` reports nothing here")]


@pytest.mark.usefixtures("internet")
def test_what_needs_no_link_is_for_the_first_shard(cli: Cli, directory: Path) -> None:
    offline = json.loads(cli("--format=json", *FILES).out)
    first, second = shards(cli, directory, 2, "--links=none")
    assert first["findings"] == offline["findings"]
    assert first["summary"] == offline["summary"]
    assert (second["findings"], second["links"]) == ([], [])
    assert cli("--merge", "--format=json", *names(2)).out == cli("--format=json", *FILES).out


@pytest.mark.usefixtures("internet")
@pytest.mark.parametrize(
    "name", ["text", "github", "sarif", "junit", "gitlab", "rdjson", "markdown", "html"]
)
def test_merged_reports_in_every_format(cli: Cli, directory: Path, name: str) -> None:
    shards(cli, directory, 2)
    whole = cli(f"--format={name}", "--no-cache", "--fail-on=never", *FILES, online=True)
    merged = cli("--merge", f"--format={name}", "--fail-on=never", *names(2))
    assert merged == whole
    assert len(whole.out) > 1000


@pytest.mark.usefixtures("internet")
def test_a_file_that_has_changed_has_no_excerpts(cli: Cli, directory: Path) -> None:
    shards(cli, directory, 2)
    before = cli("--merge", "--verbose", *names(2)).out
    (directory / "README.md").write_text(README + "\n")
    (directory / "lists" / "é.md").unlink()
    result = cli("--merge", "--verbose", *names(2))
    assert result.status == 1
    assert result.err == (
        "note: README.md: no excerpts: the file is missing or has changed\n"
        "note: lists/é.md: no excerpts: the file is missing or has changed\n"
    )
    headlines = [line for line in before.splitlines() if re.match(r"README|lists", line)]
    assert [
        line for line in result.out.splitlines() if re.match(r"README|lists", line)
    ] == headlines
    assert "  = help: " in result.out
    assert "^" not in result.out
    assert result.out.splitlines()[-2:] == before.splitlines()[-2:]
    assert cli("--merge", "--quiet", *names(2)).err == ""
    assert cli("--merge", "--format=sarif", *names(2)) == (
        2,
        "",
        "error: --merge: sarif needs README.md, which is missing or has changed\n",
    )
    merged = json.loads(cli("--merge", "--format=json", *names(2)).out)
    assert merged["files"] == json.loads((directory / "shard-1.json").read_text())["files"]


@pytest.mark.usefixtures("internet")
def test_equal_findings_of_several_shards_are_distinguished(cli: Cli, directory: Path) -> None:
    """They are unique in a shard, and must be unique in the merged run."""
    first, second = shards(cli, directory, 2)
    (finding,) = [each for each in first["findings"] if each["rule"] == "table-column-count"]
    start = {"column": 1, "end_column": 1}
    second["findings"] += [finding | {"line": line, "end_line": line} | start for line in (2, 1)]
    (directory / "shard-2.json").write_text(json.dumps(second))
    merged = json.loads(cli("--merge", "--format=json", *names(2)).out)
    assert [
        (each["line"], each["fingerprint"].removeprefix(finding["fingerprint"]))
        for each in merged["findings"]
        if each["rule"] == "table-column-count"
    ] == [(1, ""), (2, "-2"), (finding["line"], "-3")]


@pytest.mark.usefixtures("readme")
def test_nothing_is_read_outside_the_directory(cli: Cli, directory: Path) -> None:
    outside = directory.parent / "outside.md"
    outside.write_text((directory / "README.md").read_text())
    for name in (str(outside), "../outside.md"):
        cli("--format=json=report.json", "README.md")
        text = (directory / "report.json").read_text().replace('"README.md"', json.dumps(name))
        (directory / "report.json").write_text(text)
        result = cli("--merge", "report.json")
        assert result.err == f"note: {name}: no excerpts: the file is missing or has changed\n"
        assert result.status == 1


Report = dict[str, Any]
NO_REPORT = "shard-2.json: is no JSON report of awesome-lint"


def changed(number: int, change: Callable[[Report], object]) -> Callable[[list[Report]], None]:
    def apply(reports: list[Report]) -> None:
        change(reports[number - 1])

    return apply


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda reports: reports.pop(1), "--merge: no report of shard 2/3"),
        (lambda reports: reports.__delitem__(slice(1, 3)), "--merge: no report of shard 2/3, 3/3"),
        (
            changed(3, lambda report: report["shard"].update(number=2)),
            "shard-3.json: shard 2/3, and so is shard-2.json",
        ),
        (
            changed(2, lambda report: report["shard"].update(count=4)),
            "shard-2.json: one of 4 shards, and shard-1.json one of 3",
        ),
        (
            changed(2, lambda report: report.update(shard=None)),
            "shard-2.json: one of 1 shards, and shard-1.json one of 3",
        ),
        (
            changed(2, lambda report: report["files"][0].update(sha256="0")),
            "shard-2.json: about another text of README.md than shard-1.json",
        ),
        (
            changed(2, lambda report: report["files"].clear()),
            "shard-2.json: about other files than shard-1.json",
        ),
        (
            changed(2, lambda report: report["tool"].update(version="0.0.9")),
            f"shard-2.json: was made by awesome-lint 0.0.9, and this is {__version__}",
        ),
        (
            changed(2, lambda report: report.update(version=2)),
            f"shard-2.json: is a report of version 2, and awesome-lint {__version__} reads 1",
        ),
        (
            changed(2, lambda report: report["tool"].update(name="other")),
            "shard-2.json: is the report of another program",
        ),
        (
            changed(2, lambda report: report["findings"].append({})),
            f"{NO_REPORT}: Object missing required field `rule` - at `$.findings[0]`",
        ),
        (
            changed(2, lambda report: report.clear()),
            f"{NO_REPORT}: Object missing required field `version`",
        ),
    ],
)
def test_reports_that_do_not_belong_together(
    cli: Cli, directory: Path, change: Callable[[list[Report]], None], message: str
) -> None:
    for number in range(1, 4):
        cli(f"--shard={number}/3", f"--format=json=shard-{number}.json")
    reports = [json.loads((directory / name).read_text()) for name in names(3)]
    labels = dict(zip(map(id, reports), names(3), strict=True))
    change(reports)
    for report in reports:
        (directory / labels[id(report)]).write_text(json.dumps(report))
    assert cli("--merge", *(labels[id(report)] for report in reports)) == (
        2,
        "",
        f"error: {message}\n",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "r.json: no such file"),
        (b"", "r.json: is no JSON report of awesome-lint: Input data was truncated"),
        (b'{"version": 1', "r.json: is no JSON report of awesome-lint: Input data was truncated"),
    ],
)
def test_files_that_are_no_reports(
    cli: Cli, directory: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        (directory / "r.json").write_bytes(content)
    assert cli("--merge", "r.json") == (2, "", f"error: {message}\n")


RELATED = {
    "path": "README.md",
    "line": 1,
    "column": 1,
    "end_line": 1,
    "end_column": 1,
    "message": "",
}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"path": "other.md"}, "a finding in `other.md`, which it does not list"),
        ({"path": "\0"}, r"a finding in `\x00`, which it does not list"),
        ({"rule": "no-rule"}, "a finding of `no-rule`, which is not a rule"),
        ({"line": 4, "end_line": 4}, "a finding outside the text of `README.md`"),
        ({"line": 10**9, "end_line": 10**9}, "a finding outside the text of `README.md`"),
        ({"end_line": 1}, "a finding outside the text of `README.md`"),
        ({"end_column": 99}, "a finding outside the text of `README.md`"),
        (
            {"related": [RELATED | {"line": 9, "end_line": 9}]},
            "a finding outside the text of `README.md`",
        ),
    ],
)
@pytest.mark.usefixtures("readme")
def test_reports_of_what_cannot_be(
    cli: Cli, directory: Path, change: dict[str, Any], wrong: str
) -> None:
    report = json.loads(cli("--format=json").out)
    report["findings"][0] |= change
    (directory / "r.json").write_text(json.dumps(report))
    result = cli("--merge", "r.json", *(f"--format={name}" for name in FORMATS))
    assert result == (2, "", f"error: r.json: is not a report of awesome-lint: {wrong}\n")


def test_a_directory_is_not_a_report(cli: Cli, directory: Path) -> None:
    (directory / "reports").mkdir()
    result = cli("--merge", "reports")
    assert result.status == 2
    assert result.err.startswith("error: reports: cannot be read: ")


def test_no_reports(cli: Cli) -> None:
    message = "error: --merge: no report: name the JSON reports of all shards\n"
    assert cli("--merge") == (2, "", message)


def test_a_report_without_end(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (directory / "r.json").write_bytes(b" " * 11)
    monkeypatch.setattr("awesome_lint.runner.merge.MAX_BYTES", 10)
    with pytest.raises(InputError, match=r"r\.json: larger than 0 MiB"):
        runner.run(Options(paths=(str(directory / "r.json"),), merge=True))


@given(
    st.binary()
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_any_bytes_are_a_report_or_none(data: bytes) -> None:
    with pytest.raises(UnreadableReportError):
        read_report(data)


@pytest.mark.parametrize("value", ["0/5", "2", "2/", "a/b", "1/1000", "01/5", "²/5", "-1/5"])
def test_no_shard(cli: Cli, value: str) -> None:
    message = f"`{value}` is not a shard such as 2/5, the second of five"
    assert cli(f"--shard={value}") == (2, "", f"error: --shard: {message}\n")


def test_a_merged_report_takes_the_place_of_no_part(cli: Cli, directory: Path) -> None:
    (directory / "part.json").write_text("{}")
    message = (
        "error: part.json: cannot be written: `--format json=part.json` would replace a report that"
        " is merged\n"
    )
    assert cli("--merge", "part.json", "--format=json=part.json") == (2, "", message)


def test_a_shard_beyond_the_last(cli: Cli) -> None:
    message = "error: --shard: `6/5`: there are only 5 shards\n"
    assert cli("--shard=6/5") == (2, "", message)
