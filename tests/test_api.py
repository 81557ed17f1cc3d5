"""The Python interface, as documented."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import http.server
import io
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import awesome_lint
from awesome_lint import (
    Options,
    Run,
    check_links,
    export,
    find_links,
    fix_text,
    links,
    lint_paths,
    lint_text,
    load_config,
    write_export,
    write_report,
)
from awesome_lint.config import Config, ConfigError
from awesome_lint.links import LinkSettings, records
from awesome_lint.model import LinkResult, Shard, UserError
from awesome_lint.runner.options import Format
from fakenet import Internet
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Paper
from paths import DOCS
from repositories import repository
from threads import serving

PAGE = DOCS / "api.md"
ROWS = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | lost |\n"
DEAD = LinkResult("https://a.example", "dead", 404, detail="returns 404 Not Found")


class Here(http.server.BaseHTTPRequestHandler):
    """Server with the page `/here` only."""

    def do_HEAD(self) -> None:
        self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the base class's names

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here)
    with serving(httpd):
        yield f"http://127.0.0.1:{httpd.server_port}"


def test_page(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    repository(tmp_path, {"lists/papers.md": "# Papers\n"})
    table = (
        "| Title | Venue | Link |\n|:--|:--|:--|\n"
        "| A Survey of Surveys | Avrxi 2024 | [Link](https://arxiv.org/abs/2403.01234) |\n"
        "| Walking on Thin Ice | ICML 2024 | [Link](https://arxiv.org/abs/2404.05678) | lost |\n"
    )
    (tmp_path / "lists/papers.md").write_text(table)
    names: dict[str, Any] = {"server": server}
    blocks = re.findall(
        r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE
    )
    assert len(blocks) == PAGE.read_text().count("```python") == 8
    for code, wanted in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)  # noqa: S102 - our own documentation
        assert out.getvalue().replace(server, "http://127.0.0.1:8000") == wanted


def test_page_has_every_function() -> None:
    text = PAGE.read_text()
    functions = re.findall(r"^\| `(\w+)\(", text, re.MULTILINE)
    (types,) = re.findall(r"^The types (.+?) can be imported", text, re.MULTILINE)
    names = {*functions, *re.findall(r"`(\w+)`", types), "__version__"}
    assert names == set(awesome_lint.__all__)


def test_lint_text_is_offline_unless_links_are_given() -> None:
    assert [found.rule for found in lint_text(ROWS)] == ["table-column-count"]
    found = lint_text(ROWS, links={DEAD.url: DEAD})
    assert [each.rule for each in found] == ["link-dead", "table-column-count"]


def test_lint_text_leaves_suppressions_of_rules_that_did_not_run() -> None:
    text = "[x](https://a.example) <!-- awesome-lint-disable-line link-dead -->\n"
    assert lint_text(text) == ()
    assert lint_text(text, links={DEAD.url: DEAD}) == ()


def test_lint_text_uses_the_given_name() -> None:
    (found,) = lint_text(ROWS, path="lists/a.md")
    assert found.path == "lists/a.md"


def test_config(tmp_path: Path) -> None:
    path = tmp_path / "lint.yml"
    path.write_text("rules: {table-column-count: off}")
    assert lint_text(ROWS, config=load_config(path)) == ()
    assert lint_text(ROWS, config=Config()) == lint_text(ROWS)
    path.write_text("rules: []")
    with pytest.raises(ConfigError, match=r"lint\.yml:1: `rules` must be a mapping, not a list$"):
        load_config(str(path))


def test_find_links() -> None:
    found = find_links("# Title\n\n[a](#title) ![b](b.png) <https://c.example>\n")
    assert [(link.kind, link.url) for link in found] == [
        ("inline", "#title"),
        ("image", "b.png"),
        ("autolink", "https://c.example"),
    ]


def test_check_links_of_no_page() -> None:
    assert check_links(["#title", "b.png", "mailto:someone@example.org"]) == {}


def test_check_links_refuses_private_addresses(server: str) -> None:
    url = f"{server}/here"
    assert check_links([url])[url].verdict == "refused"


def test_check_links_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "check_urls", lambda *_: links.Outcome({}, interrupted=True))
    with pytest.raises(KeyboardInterrupt):
        check_links(["https://a.example"])


def test_lint_paths_is_the_command_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ROWS)
    Path("b.md").write_bytes(b"\xff")
    Path(".awesome-lint.yml").write_text("rules: {table-column-count: info}")

    run = lint_paths(["a.md", Path("b.md")], Options(offline=True))

    assert [(each.path, each.rule, each.severity) for each in run.diagnostics] == [
        ("a.md", "table-column-count", "info")
    ]
    assert [str(error) for error in run.errors] == ["b.md:1: not UTF-8: byte 0xff at offset 0"]
    assert capsys.readouterr() == ("", "")


def test_lint_paths_raises_what_ends_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ROWS)
    Path("out.md").symlink_to("/nowhere/at/all.md")
    with pytest.raises(UserError, match=r"^--fix and --diff exclude each other$"):
        lint_paths(["a.md"], Options(fix=True, diff=True))
    with pytest.raises(UserError, match=r"^--unsafe-fixes goes with --fix or --diff$"):
        lint_paths(["a.md"], Options(unsafe_fixes=True))
    Path("a.md").unlink()
    with pytest.raises(UserError, match=r"no Markdown file in this directory") as raised:
        lint_paths(["."])
    assert raised.value.__notes__ == [
        "out.md: skipped: it is a symbolic link out of its repository"
    ]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            Options(select=("vneue-typo",)),
            "--select: unknown rule `vneue-typo`: did you mean `venue-typo`?",
        ),
        (Options(ignore=("tbale-*",)), "--ignore: unknown rule `tbale-*`"),
        (Options(select="link-dead"), "--select: `link-dead` must be in a tuple"),  # type: ignore[arg-type]
        (
            Options(preset="strickt"),  # type: ignore[arg-type]
            "--preset: `strickt` is not one of recommended, strict: did you mean `strict`?",
        ),
        (Options(links="some"), "--links: `some` is not one of all, changed, none"),  # type: ignore[arg-type]
        (
            Options(cache_scope="mine"),  # type: ignore[arg-type]
            "--cache-scope: `mine` is not one of trusted, untrusted",
        ),
        (Options(timeout=0), "--timeout: `0` is not a number of seconds above 0"),
        (Options(deadline=-1.5), "--deadline: `-1.5` is not a number of seconds above 0"),
        (
            Options(max_concurrency=0),
            "--max-concurrency: `0` is not a whole number from 1 to 9999",
        ),
        (Options(shard=Shard(3, 2)), "--shard: `3/2` is not a shard from 1/1 to 999/999"),
        (
            Options(proxy="socks5://a.example"),
            "--proxy: a proxy is http://HOST:PORT or https://HOST:PORT; SOCKS is not supported",
        ),
        (Options(reports=(Format("jsn"),)), "--format: unknown format `jsn`: did you mean `json`?"),
    ],
)
def test_lint_paths_refuses_wrong_values(options: Options, reason: str) -> None:
    with pytest.raises(UserError) as raised:
        lint_paths(["a.md"], options)
    assert str(raised.value) == reason


def test_lint_paths_refuses_what_is_no_list_of_paths() -> None:
    with pytest.raises(TypeError, match=r"^paths must be several, not a str$"):
        lint_paths("README.md")
    with pytest.raises(TypeError, match=r"^expected str, bytes or os\.PathLike"):
        lint_paths([None])  # type: ignore[list-item]
    with pytest.raises(UserError, match=r"^not a path: `'a\\x00b'`$"):
        lint_paths(["a\0b"])


def test_lint_paths_raises_with_the_errors_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ROWS)
    with pytest.raises(UserError, match=r"^known\.json: no such file") as raised:
        lint_paths(["b.md", "a.md"], Options(offline=True, baseline="known.json"))
    assert raised.value.__notes__ == ["b.md: no such file: did you mean `a.md`?"]


def test_links_are_not_checked_in_an_event_loop(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("[x](https://a.example)\n")
    message = "^the call blocks, and an event loop runs in this thread$"

    async def run() -> None:
        with pytest.raises(RuntimeError, match=message):
            lint_paths([path], Options(no_config=True, no_cache=True))
        with pytest.raises(RuntimeError, match=message):
            check_links(["https://a.example"])
        assert lint_paths([path], Options(no_config=True, offline=True)).failures == ()

    asyncio.run(run())


def test_check_links_refuses_wrong_values() -> None:
    with pytest.raises(UserError, match=r"^max_concurrency: `0` is not a whole number from 1 to"):
        check_links(["https://a.example"], LinkSettings(max_concurrency=0))
    with pytest.raises(UserError, match=r"^timeout: `nan` is not a number of seconds above 0$"):
        check_links(["https://a.example"], LinkSettings(timeout=math.nan))
    with pytest.raises(TypeError, match=r"^urls must be several, not a str$"):
        check_links("https://a.example")


def test_diff_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf[x](htps://a.example)\n")

    run = lint_paths([path], Options(offline=True, no_config=True, diff=True))

    (result,) = run.fixes
    assert (result.before, result.after) == (
        "\ufeff[x](htps://a.example)\n",
        "\ufeff[x](https://a.example)\n",
    )
    assert (result.applied, result.is_changed) == (1, True)
    assert path.read_bytes().endswith(b"(htps://a.example)\n")
    assert [note.message for note in run.notes if note.level == "note"] == [
        "1 finding can be fixed in 1 file"
    ]


def test_fix_text() -> None:
    result = fix_text(ROWS + "\n[x](htps://a.example)\n")
    assert (result.applied, result.unsafe) == (1, 0)
    assert result.after == ROWS + "\n[x](https://a.example)\n"
    assert fix_text("\ufeffNothing wrong.\n").after == "\ufeffNothing wrong.\n"


def test_fix_text_takes_the_results_of_links() -> None:
    moved = LinkResult("https://a.example", "moved", 301, final_url="https://b.example/")
    assert fix_text(ROWS).applied == 0
    result = fix_text(ROWS, links={moved.url: moved})
    assert result.after == ROWS.replace("https://a.example", "https://b.example/")


def test_write_report() -> None:
    stream = io.StringIO()
    write_report(lint_paths([], Options(offline=True)), "json", stream)
    assert json.loads(stream.getvalue())["version"] == 1
    with pytest.raises(ValueError, match=r"^unknown format 'jsn': not one of text, github"):
        write_report(Run({}, (), 0, ()), "jsn", stream)


def test_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paper = "https://arxiv.org/abs/2401.01234"
    Path("a.md").write_text(f"# A\n\n- [Walking]({paper}), ICRA 2024\n")
    Path("b.md").write_bytes(b"\xff")
    steps: list[tuple[int, int]] = []
    with Internet({}, services=Arxiv({"2401.01234": Paper(title="Walking")}).services) as net:
        look_up = functools.partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        found = export(
            ["a.md", Path("b.md")],
            Options(no_cache=True),
            url="https://a.example/",
            progress=lambda *step: steps.append(step),
        )
    (entry,) = found.entries
    assert (found.title, found.url, entry.listed.line) == ("A", "https://a.example/", 3)
    assert [known.record.title for known in entry.records] == ["Walking"]
    assert [str(error) for error in found.errors] == ["b.md:1: not UTF-8: byte 0xff at offset 0"]
    assert len(found.notes) == 1
    assert steps[-1] == (1, 1)
    stream = io.StringIO()
    write_export(found, "opml", stream)
    assert "Walking" in stream.getvalue()


def test_records_are_not_looked_up_in_an_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("- [Walking](https://arxiv.org/abs/2401.01234), ICRA 2024\n")

    async def run() -> None:
        export(["a.md"], Options(no_cache=True))

    with pytest.raises(RuntimeError, match=r"^the call blocks, and an event loop runs"):
        asyncio.run(run())


def test_export_refuses_wrong_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match=r"^paths must be several, not a str$"):
        export("README.md")
    with pytest.raises(UserError, match=r"^--timeout: `0` is not a number of seconds above 0$"):
        export([], Options(timeout=0))
    with pytest.raises(UserError, match=r"^no README\.md in this directory: name a file$"):
        export([])
    Path("a.md").write_text(ROWS)
    found = export(["a.md"], Options(offline=True, no_cache=True))
    with pytest.raises(ValueError, match=r"^unknown format 'xml': not one of csv, json, bibtex, "):
        write_export(found, "xml", io.StringIO())
