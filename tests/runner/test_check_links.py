"""The command and its link check."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from awesome_lint import links
from awesome_lint.links.registries.arxiv import API
from awesome_lint.model import LinkResult
from awesome_lint.runner import files, lint
from cli_helpers import ERROR, ONE_ERROR, Cli
from fakenet import Internet, Page, Service
from fakenet.described import TOKEN
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.codeberg import ORIGIN as CODEBERG
from fakenet.registries.codeberg import Codeberg
from fakenet.registries.github import GitHub
from fakenet.registries.gitlab import ORIGIN as GITLAB
from fakenet.registries.gitlab import GitLab
from fakenet.world import Paper, Repository
from repositories import repository

DEAD = "https://a.example/dead"
WORLD = {DEAD: 404, "https://a.example/": 200, "https://b.example/": 200}
LINKS = f"[a](https://a.example/) [again](https://a.example/) [b](https://b.example/) [c]({DEAD})\n"


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with Internet(WORLD) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        yield net


@pytest.mark.usefixtures("internet")
def test_a_proxy_of_the_environment_is_noted(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "README.md").write_text(LINKS)
    monkeypatch.setenv("https_proxy", "http://me:secret@proxy.example")
    assert cli(online=True).err == (
        'note: https_proxy is not used: --proxy "$https_proxy" sends all requests through the'
        " proxy\n"
    )
    assert cli("--quiet", online=True).err == ""
    assert cli().err == ""


def test_links_are_checked_once_over_all_files(
    cli: Cli, directory: Path, internet: Internet
) -> None:
    (directory / "a.md").write_text(LINKS)
    (directory / "b.md").write_text(LINKS)
    result = cli("--format=json", ".", online=True)
    assert result.status == 1
    found = json.loads(result.out)
    assert [(each["path"], each["rule"]) for each in found["findings"]] == [
        ("a.md", "link-dead"),
        ("b.md", "link-dead"),
    ]
    assert {each["url"]: len(each["locations"]) for each in found["links"]} == {
        "https://a.example/": 4,
        "https://b.example/": 2,
        DEAD: 2,
    }
    assert len(internet.visits("https://a.example/")) == 1
    assert result.err == ""


@pytest.mark.usefixtures("internet")
def test_verbose_counts_the_links(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(LINKS)
    assert re.search(
        r"^note: checked 3 links in \d+\.\d s, 0 from the cache$",
        cli("--verbose", online=True).err,
        re.M,
    )
    assert " s, 3 from the cache\n" in cli("--verbose", online=True).err
    (directory / "README.md").write_text("<https://a.example/>\n")
    assert " s, 1 from the cache\n" in cli("--verbose", online=True).err


@pytest.mark.usefixtures("internet")
def test_host_stats(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(LINKS)
    head, *rows = cli("--host-stats", "--quiet", online=True).err.splitlines()
    assert head.split() == "host requests median longest 429 interval links".split()
    seconds = r" +\d+\.\d\d s +\d+\.\d\d s"
    hosts = {row.split()[0]: row for row in rows}
    assert hosts.keys() == {"a.example", "b.example", "web.archive.org"}
    assert re.fullmatch(rf"a\.example +3{seconds} +0 +0\.25 s  1 ok, 1 dead", hosts["a.example"])
    assert re.fullmatch(rf"b\.example +1{seconds} +0 +0\.25 s  1 ok", hosts["b.example"])
    known = cli("--host-stats", online=True).err.splitlines()
    assert [line.split() for line in known[1:]] == [
        ["a.example", "0", "1", "ok,", "1", "dead"],
        ["b.example", "0", "1", "ok"],
    ]
    assert cli("--host-stats").err == ""


def test_links_are_not_requested_if_no_rule_needs_them(
    cli: Cli, directory: Path, internet: Internet
) -> None:
    (directory / "README.md").write_text(LINKS)
    assert cli("--ignore=link-*", online=True).out == "No findings in 1 file\n"
    assert cli().out == "No findings in 1 file\n"
    assert internet.requests == []


def test_exclusions_hold_for_the_files_of_their_configuration(
    cli: Cli, directory: Path, internet: Internet
) -> None:
    (directory / "lists").mkdir()
    (directory / "lists" / ".awesome-lint.yml").write_text(
        "links: {exclude: ['https://a.example/*', 'https://b.example/*']}"
    )
    (directory / "lists" / "a.md").write_text(LINKS)
    (directory / "README.md").write_text(f"[c]({DEAD})\n")
    found = json.loads(cli("--format=json", "README.md", "lists", online=True).out)
    assert [each["path"] for each in found["findings"]] == ["README.md"]
    assert [(each["url"], each["verdict"], each["source"]) for each in found["links"]] == [
        (DEAD, "dead", "http"),
        ("https://a.example/", "skipped", "configuration"),
        ("https://b.example/", "skipped", "configuration"),
        (DEAD, "skipped", "configuration"),
    ]
    assert internet.visits("https://a.example/") == []


def test_rules_about_records_need_no_rule_about_links(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only links that a registry can look up are requested then."""
    page = "https://arxiv.org/abs/2403.01234"
    readme = f"- [Ice]({page}) and [b](https://b.example/)"
    (directory / "README.md").write_text(f"{readme}\n")
    services = Arxiv({"2403.01234": Paper(withdrawn=True)}).services
    with Internet(WORLD, services=services) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        result = cli("--ignore=link-*", online=True)
        assert "warning[paper-withdrawn]" in result.out
        assert {request.url for request in net.requests} == {API}
        net.requests.clear()
        assert cli("--ignore=link-*", "--select=repo-archived", online=True).status == 0
        assert not net.requests
        comment = " <!-- awesome-lint-disable-line paper-withdrawn -->"
        (directory / "README.md").write_text(f"{readme}{comment}\n")
        assert cli(online=True).out.startswith("No findings in 1 file")
        comment = " <!-- awesome-lint-disable-line title-mismatch -->"
        (directory / "README.md").write_text(f"{readme}{comment}\n")
        assert "warning[suppression-unused]" in cli(online=True).out


def test_a_comment_about_what_only_a_link_check_finds(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported as unused only by a run that checks the links."""
    badge = "https://img.shields.io/snowfall/robots/ice"
    comment = "<!-- awesome-lint-disable-line badge-retired -->"
    (directory / "README.md").write_text(f"![Snow]({badge}) {comment}\n")
    svg = {"Content-Type": "image/svg+xml;charset=utf-8"}
    for title, unused in (("snowfall: retired badge", False), ("snowfall: 12 cm", True)):
        page = Page(headers=svg, body=f"<svg><title>{title}</title></svg>")
        with Internet({badge: page}) as net:
            run = functools.partial(links.check_urls, connector_factory=net.connector)
            monkeypatch.setattr(links, "check_urls", run)
            assert ("warning[suppression-unused]" in cli("--no-cache", online=True).out) is unused
            assert net.visits(badge) == ["GET"]
        assert cli("--no-cache").out.startswith("No findings in 1 file")


HEALTH = "rules: {repo-health: {max-months-since-push: 24, min-stars: 10}}"
REPOSITORIES = """\
- [ice](https://github.com/robots/ice) - Walks on ice.
- [grip](https://gitlab.com/robots/grip) - Grips.
- [hand](https://codeberg.org/robots/hand) - Waves.
"""


@pytest.fixture
def forges(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Three hosts, each with a repository of 9 stars without changes since 2019."""
    old = Repository(stars=9, pushed="2019-03-05T06:07:08Z", active="2019-04-05T06:07:08Z")
    services: dict[str, Service] = {
        **GitHub({"robots/ice": old}, token=TOKEN).services,
        GITLAB: GitLab({"robots/grip": old}),
        CODEBERG: Codeberg({"robots/hand": old}),
    }
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    with Internet({}, services=services) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        yield net


API_REQUESTS = {
    "https://api.github.com/graphql",
    f"{GITLAB}/api/v4/projects/robots%2Fgrip?license=true",
    f"{CODEBERG}/api/v1/repos/robots/hand",
}


def test_gitlab_and_codeberg_are_queried_only_for_repo_health(
    cli: Cli, directory: Path, forges: Internet
) -> None:
    (directory / "README.md").write_text(REPOSITORIES)
    assert cli(online=True).out.startswith("No findings in 1 file")
    assert {request.url for request in forges.requests} == {
        "https://api.github.com/graphql",
        f"{GITLAB}/robots/grip",
        f"{CODEBERG}/robots/hand",
    }
    (directory / ".awesome-lint.yml").write_text(HEALTH)
    forges.requests.clear()
    result = cli(online=True)
    assert {request.url for request in forges.requests} == API_REQUESTS
    assert [line.partition("] ")[2] for line in result.out.splitlines() if "[repo-" in line] == [
        (
            "`https://github.com/robots/ice` has had no push for more than 24 months:"
            " last push 2019-03"
        ),
        (
            "`https://gitlab.com/robots/grip` has had no activity for more than 24 months:"
            " last activity 2019-04"
        ),
        (
            "`https://codeberg.org/robots/hand` has had no activity for more than 24 months:"
            " last activity 2019-04"
        ),
    ]
    forges.requests.clear()
    assert cli(online=True).out == result.out
    assert not forges.requests


def test_repo_health_needs_no_rule_about_links(cli: Cli, directory: Path, forges: Internet) -> None:
    (directory / "README.md").write_text(f"{REPOSITORIES}- [b](https://b.example/) - Is b.\n")
    (directory / ".awesome-lint.yml").write_text(HEALTH)
    assert cli("--select=repo-health", online=True).out.count("warning[repo-health]") == 3
    assert {request.url for request in forges.requests} == API_REQUESTS


@pytest.mark.usefixtures("forges")
def test_stars_are_checked_in_a_change(cli: Cli, directory: Path) -> None:
    lines = REPOSITORIES.splitlines(keepends=True)
    repository(directory, {"README.md": lines[0], ".awesome-lint.yml": HEALTH})
    (directory / "README.md").write_text("".join(lines).replace("Walks on", "Skates over"))
    out = cli("--select=repo-health", "--diff-base=HEAD", online=True).out
    assert re.findall(r"`(\S+)` has 9 stars, fewer than 10", out) == [
        "https://gitlab.com/robots/grip",
        "https://codeberg.org/robots/hand",
    ]


@pytest.mark.usefixtures("forges")
def test_the_date_is_part_of_what_findings_depend_on(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results of the link check are valid for a day, and those of the rules as well."""
    (directory / "README.md").write_text(REPOSITORIES)
    months = (date.today().year - 2019) * 12 + date.today().month
    (directory / ".awesome-lint.yml").write_text(
        f"rules: {{repo-health: {{max-months-since-push: {months}}}}}"
    )
    assert cli("--select=repo-health", online=True).out.startswith("No findings")

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls(2070, 1, 1, tzinfo=tz)

    monkeypatch.setattr(lint, "datetime", Later)
    assert cli("--select=repo-health", online=True).out.count("warning[repo-health]") == 3


def test_a_comment_is_not_called_unused_where_a_registry_was_silent(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, tool = "https://arxiv.org/abs/2403.01234", "https://github.com/robots/ice"
    (directory / "README.md").write_text(
        f"- [Ice]({page}) <!-- awesome-lint-disable-line paper-withdrawn -->\n"
        f"- [Tool]({tool}) <!-- awesome-lint-disable-line repo-archived -->\n"
    )
    services = Arxiv({"2403.01234": Paper()}, page=Page(status=403)).services
    with Internet({tool: 200}, services=services) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        result = cli(online=True)
    assert result.out.startswith("No findings in 1 file")
    assert result.err == ("note: arXiv's API returned 403 Forbidden: 1 link is requested instead\n")


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> Callable[[links.Outcome], None]:
    """Set the end of the link check."""

    def ends(outcome: links.Outcome) -> None:
        monkeypatch.setattr(links, "check_urls", lambda *_args, **_options: outcome)

    return ends


SILENCED = f"[c]({DEAD}) <!-- awesome-lint-disable-line link-dead -->\n"


def test_no_network(cli: Cli, directory: Path, outcome: Callable[[links.Outcome], None]) -> None:
    (directory / "README.md").write_text(SILENCED)
    skipped = LinkResult(DEAD, "skipped", detail="was not checked: there is no network")
    outcome(links.Outcome({DEAD: skipped}, offline=True))
    result = cli(online=True)
    assert result.err == "note: links were not checked: there is no network\n"
    assert result.out == "No findings in 1 file; links: 1 skipped\n"
    assert result.status == 0
    assert cli("--quiet", online=True) == (0, "", "")


def test_interrupted(cli: Cli, directory: Path, outcome: Callable[[links.Outcome], None]) -> None:
    (directory / "README.md").write_text(ONE_ERROR + "\n" + SILENCED)
    outcome(links.Outcome({}, interrupted=True))
    result = cli(online=True)
    assert result.status == 130
    assert result.out.startswith(ERROR)
    assert result.out.endswith("1 error in 1 file\n")
    assert result.err == "note: interrupted: the remaining links were not checked\n"


@pytest.mark.usefixtures("readme")
def test_interrupted_before_there_is_anything_to_say(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "read", interrupt)
    assert cli() == (130, "", "")


def test_deadline(cli: Cli, directory: Path, outcome: Callable[[links.Outcome], None]) -> None:
    (directory / "README.md").write_text(SILENCED)
    skipped = LinkResult(DEAD, "skipped", detail="was not checked: the deadline of 1 s passed")
    outcome(links.Outcome({DEAD: skipped, "https://a.example/": LinkResult(DEAD, "ok")}))
    assert cli("--deadline=1", online=True) == (
        0,
        "No findings in 1 file; links: 1 skipped\n",
        "note: 1 of 2 links not checked: the deadline of 1 s passed\n",
    )
    assert cli("--deadline=1", "--quiet", online=True) == (0, "", "")


@pytest.fixture
def settings_passed(monkeypatch: pytest.MonkeyPatch) -> list[links.LinkSettings]:
    """Skip the check, and return the settings passed to it."""
    settings_passed: list[links.LinkSettings] = []

    def run(_urls: object, settings: links.LinkSettings, **_: object) -> links.Outcome:
        settings_passed.append(settings)
        return links.Outcome({})

    monkeypatch.setattr(links, "check_urls", run)
    return settings_passed


def test_settings_of_the_check(
    cli: Cli, directory: Path, settings_passed: list[links.LinkSettings]
) -> None:
    (directory / "README.md").write_text(LINKS)
    cli(
        *("--timeout=2", "--deadline=3", "--max-concurrency=4", "--allow-private-hosts"),
        *("--cache-dir=kept", "--cache-scope=untrusted", "--refresh"),
        "--proxy=https://me:pw@proxy.example:3128",
        online=True,
    )
    cli("--no-cache", online=True)
    (list_id,) = {each.list_id for each in settings_passed}
    assert len(list_id) == 16
    assert settings_passed == [
        links.LinkSettings(
            timeout=2,
            deadline=3,
            max_concurrency=4,
            allow_private_hosts=True,
            proxy="https://me:pw@proxy.example:3128",
            cache=Path("kept"),
            cache_scope="untrusted",
            refresh=True,
            list_id=list_id,
        ),
        links.LinkSettings(list_id=list_id),
    ]


def test_hosts_of_several_configurations(
    cli: Cli, directory: Path, settings_passed: list[links.LinkSettings]
) -> None:
    for name, hosts in (
        ("a", "{a.example: {interval: 2, burst: 9}, b.example: {method: GET}}"),
        ("b", "{a.example: {interval: 1, burst: 3}}"),
    ):
        (directory / name).mkdir()
        (directory / name / ".awesome-lint.yml").write_text(f"links: {{hosts: {hosts}}}")
        (directory / name / "list.md").write_text(LINKS)
    cli("a", "b", online=True)
    assert settings_passed[0].hosts == {
        "a.example": links.HostSettings(interval=2, burst=3),
        "b.example": links.HostSettings(method="GET"),
    }


def test_links_that_are_not_included(cli: Cli, directory: Path, internet: Internet) -> None:
    (directory / "README.md").write_text(LINKS)
    (directory / ".awesome-lint.yml").write_text(
        "links: {include: ['https://a.example/*'], exclude: ['*/dead']}"
    )
    found = json.loads(cli("--format=json", online=True).out)
    assert [(each["url"], each["verdict"], each["detail"]) for each in found["links"]] == [
        ("https://a.example/", "ok", "returns 200 OK"),
        ("https://b.example/", "skipped", "is not included by the configuration"),
        (DEAD, "skipped", "is excluded by the configuration"),
    ]
    assert {request.url for request in internet.requests} == {"https://a.example/"}


def test_each_configuration_states_what_is_checked(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = '<title>Page not found</title><h2 id="ice">On ice</h2>'
    for name, config in (("a", "links: {fragments: true}"), ("b", "")):
        (directory / name).mkdir()
        (directory / name / ".awesome-lint.yml").write_text(config)
        (directory / name / "list.md").write_text("[a](https://a.example/#snow)\n")
    with Internet({"https://a.example/": Page(body=page)}) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        found = json.loads(cli("--format=json", "a", "b", online=True).out)["findings"]
        assert net.visits("https://a.example/") == ["GET"]
        (directory / ".awesome-lint.yml").write_text("links: {soft-404: true}")
        (directory / "README.md").write_text("[a](https://a.example/)\n")
        strict = json.loads(cli("--format=json", "README.md", online=True).out)["findings"]
        assert net.visits("https://a.example/") == ["GET", "GET"]
    assert {(each["path"], each["rule"]) for each in found} == {
        ("a/list.md", "link-fragment"),
        ("a/list.md", "link-soft-404"),
        ("b/list.md", "link-soft-404"),
    }
    assert [each["rule"] for each in strict] == ["link-soft-404"]


@pytest.mark.parametrize(
    ("environment", "token"),
    [
        ({}, ""),
        ({"GITHUB_TOKEN": "one", "GH_TOKEN": "two"}, "one"),
        ({"GITHUB_TOKEN": " ", "GH_TOKEN": "two\n"}, "two"),
        ({"GITHUB_TOKEN": "one", "GITHUB_SERVER_URL": "https://github.com"}, "one"),
        # The token is for that server only.
        ({"GITHUB_TOKEN": "one", "GITHUB_SERVER_URL": "https://git.example"}, ""),
        ({"GH_TOKEN": "two", "GITHUB_SERVER_URL": "https://git.example"}, "two"),
        # text that is invalid in a header
        ({"GITHUB_TOKEN": "one two"}, ""),
        ({"GITHUB_TOKEN": "one\ntwo"}, ""),
        ({"GITHUB_TOKEN": "öne"}, ""),
    ],
)
def test_token(
    cli: Cli,
    directory: Path,
    settings_passed: list[links.LinkSettings],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    token: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (directory / "README.md").write_text(LINKS)
    cli(online=True)
    assert [settings.token for settings in settings_passed] == [token]


def test_notes_of_the_check(
    cli: Cli, directory: Path, outcome: Callable[[links.Outcome], None]
) -> None:
    outcome(links.Outcome({}, notes=("arXiv's API is asleep\x1b[2J: 2 links are visited instead",)))
    (directory / "README.md").write_text(LINKS)
    assert cli(online=True).err == (
        "note: arXiv's API is asleep\\x1b[2J: 2 links are visited instead\n"
    )
    assert cli("--quiet", online=True).err == ""


def test_the_cache_is_in_the_users_own_directory(
    cli: Cli,
    directory: Path,
    settings_passed: list[links.LinkSettings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: Path("caches", name))
    monkeypatch.delenv("AWESOME_LINT_CACHE_DIR")
    (directory / "README.md").write_text(LINKS)
    cli(online=True)
    assert [settings.cache for settings in settings_passed] == [Path("caches", "awesome-lint")]


@pytest.mark.parametrize(
    ("variables", "scope"),
    [
        ({}, "trusted"),
        ({"GITHUB_EVENT_NAME": "pull_request"}, "trusted"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"}, "trusted"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"}, "untrusted"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request_target"}, "untrusted"),
    ],
)
def test_what_a_pull_request_brings_is_not_trusted(
    cli: Cli,
    directory: Path,
    settings_passed: list[links.LinkSettings],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    scope: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (directory / "README.md").write_text(LINKS)
    cli(online=True)
    cli("--cache-scope=trusted", online=True)
    assert [settings.cache_scope for settings in settings_passed] == [scope, "trusted"]


@pytest.mark.usefixtures("internet")
def test_a_dead_link_may_be_an_error_only_after_a_while(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(LINKS)
    (directory / "lists").mkdir()
    (directory / "lists" / "README.md").write_text(LINKS)
    (directory / ".awesome-lint.yml").write_text("links: {fail-after: 3d}")
    (directory / "lists" / ".awesome-lint.yml").write_text("links: {fail-after: 12h}")
    first = cli("--quiet", "README.md", "lists", online=True)
    assert first.status == 0
    shown = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "…", first.out).splitlines()
    assert shown == [
        f"{path}:1:81: warning[link-dead] `{DEAD}` returns 404 Not Found"
        " (dead since …, a warning until …): readers get an error page"
        for path in ("README.md", "lists/README.md")
    ]
    since, until = re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d", first.out)[:2]
    assert datetime.fromisoformat(until) - datetime.fromisoformat(since) == timedelta(days=3)
    (link,) = [
        each
        for each in json.loads(cli("--format=json", online=True).out)["links"]
        if each["url"] == DEAD
    ]
    assert link["source"] == "cache"
    assert link["lenient_until"] == f"{until.replace(' ', 'T')}{link['lenient_until'][16:]}"
    assert link["failing"]["times"] == 1
    (directory / ".awesome-lint.yml").unlink()
    again = cli("--quiet", "README.md", online=True)
    assert again.status == 1
    assert "error[link-dead]" in again.out
    assert "dead since" not in again.out


@pytest.mark.usefixtures("internet")
def test_leniency_needs_a_cache(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(LINKS)
    (directory / ".awesome-lint.yml").write_text("links: {fail-after: 3d}")
    note = "note: `fail-after` needs a cache: without one, dead links are errors at once\n"
    result = cli("--no-cache", online=True)
    assert (result.status, result.err) == (1, note)
    note = (
        "note: the cache is new: `fail-after: 3d` starts today, and starts again whenever"
        " the cache directory is missing\n"
    )
    result = cli(online=True)
    assert (result.status, result.err) == (0, note)
    assert cli(online=True).err == ""
