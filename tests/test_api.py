"""The Python interface: what its page shows is what it does."""

from __future__ import annotations

import contextlib
import http.server
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import awesome_lint
from awesome_lint import check_links, find_links, links, lint_text, load_config
from awesome_lint.config import Config, ConfigError
from awesome_lint.model import LinkResult
from paths import DOCS

PAGE = DOCS / "api.md"
ROWS = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | lost |\n"
DEAD = LinkResult("https://a.example", "dead", 404, detail="answers 404 Not Found")


class Here(http.server.BaseHTTPRequestHandler):
    """Has the one page `/here`."""

    def do_HEAD(self) -> None:
        self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the base class's names

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def test_page(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"server": server}
    blocks = re.findall(
        r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE
    )
    assert len(blocks) == PAGE.read_text().count("```python") == 3
    for code, wanted in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)  # noqa: S102 - our own documentation
        assert out.getvalue().replace(server, "http://127.0.0.1:8000") == wanted


def test_page_has_every_function() -> None:
    headings = re.findall(r"`(\w+)\([^`]*\)` ", PAGE.read_text())
    assert {*headings, "__version__"} == set(awesome_lint.__all__)


def test_lint_text_is_offline_unless_links_are_given() -> None:
    assert [found.rule for found in lint_text(ROWS)] == ["table-column-count"]
    found = lint_text(ROWS, links={DEAD.url: DEAD})
    assert [each.rule for each in found] == ["link-dead", "table-column-count"]


def test_lint_text_leaves_suppressions_of_rules_that_did_not_run() -> None:
    text = "[x](https://a.example) <!-- awesome-lint-disable-line link-dead -->\n"
    assert lint_text(text) == ()
    assert lint_text(text, links={DEAD.url: DEAD}) == ()


def test_lint_text_calls_the_text_what_it_is_told() -> None:
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
