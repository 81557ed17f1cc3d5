"""The language server: a client over the pipes of a real process."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from awesome_lint import lint_text, rulebook
from awesome_lint.links.cache.memory import LinkCache
from awesome_lint.links.settings import LinkSettings
from awesome_lint.model import LinkResult
from cli_helpers import Cli
from lsp_client import CAPABILITIES, Json, LspClient, position
from repositories import repository

TYPO = "| Title | Venue |\n|:--|:--|\n| Robots on Ice | Avrxi 2024 |\n"
MESSAGE = (
    "`Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry\n"
    "Help: Write `arXiv`"
)
DUPLICATES = (
    "| Title | Venue | Link |\n|:--|:--|:--|\n"
    "| Robots on Ice | arXiv 2024 | [paper](https://arxiv.org/abs/2403.01234) |\n"
    "| Robots on Ice | ICRA 2024 | [paper](https://arxiv.org/abs/2403.01234) |\n"
)
SUPPRESSED = "<!-- awesome-lint-disable-line venue-typo -->"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[LspClient]:
    directory = tmp_path / "list"
    directory.mkdir()
    with LspClient(directory) as opened:
        yield opened


@pytest.fixture
def list_directory(tmp_path: Path) -> Path:
    return tmp_path / "list"


def place(line: int, start: int, end: int) -> Json:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


def codes(found: list[Json]) -> list[str]:
    return [each["code"] for each in found]


def test_a_finding_appears_and_disappears_while_one_types(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    assert client.diagnostics(uri) == [
        {
            "range": place(2, 18, 23),
            "message": MESSAGE,
            "severity": 1,
            "code": "venue-typo",
            "codeDescription": {"href": rulebook.page_url("venue-typo")},
            "source": "awesome-lint",
        }
    ]
    client.change(
        uri,
        {"range": place(2, 18, 23), "text": "arXiv"},
        text=TYPO.replace("Avrxi", "arXiv"),
    )
    assert client.diagnostics(uri) == []


def test_severities_related_places_and_tags(client: LspClient) -> None:
    uri = client.open("README.md", f"{DUPLICATES}\n<!-- awesome-lint-disable-line venue-typo -->\n")
    duplicate, unused = client.diagnostics(uri)

    assert (duplicate["code"], duplicate["severity"]) == ("duplicate-entry", 2)
    assert duplicate["relatedInformation"] == [
        {"location": {"uri": uri, "range": place(2, 0, 74)}, "message": "First entry"}
    ]
    assert "tags" not in duplicate
    assert (unused["code"], unused["tags"]) == ("suppression-unused", [1])


def test_a_client_that_accepts_little(tmp_path: Path) -> None:
    with LspClient(tmp_path, capabilities={}) as client:
        uri = client.open("README.md", f"{DUPLICATES}\n<!-- awesome-lint-disable -->\n")
        for found in client.diagnostics(uri):
            assert not {"tags", "relatedInformation", "codeDescription"} & found.keys()
        actions = client.actions(uri, 3)
        assert all("edit" in each for each in actions)
        client.apply(actions[0]["edit"])
        client.diagnostics(uri)
    assert client.server["capabilities"]["positionEncoding"] == "utf-16"


@pytest.mark.parametrize(
    ("encodings", "chosen", "start"),
    [
        (["utf-8", "utf-16"], "utf-8", 27),
        (["utf-32", "utf-8"], "utf-32", 19),
        (["utf-16"], "utf-16", 21),
        (["latin-1"], "utf-16", 21),
    ],
)
def test_positions_in_the_units_of_the_client(
    tmp_path: Path, encodings: list[str], chosen: str, start: int
) -> None:
    text = "| Title | Venue |\n|:--|:--|\n| 🤖🤖éé Robots on | Avrxi 2024 |\n"
    capabilities = deepcopy(CAPABILITIES) | {"general": {"positionEncodings": encodings}}
    with LspClient(tmp_path, capabilities=capabilities) as client:
        assert client.server["capabilities"]["positionEncoding"] == chosen
        uri = client.open("README.md", text)
        (found,) = client.diagnostics(uri)
        assert found["range"] == place(2, start, start + 5)
        changed = text.replace("Avrxi", "arXiv")
        client.change(uri, {"range": found["range"], "text": "arXiv"}, text=changed)
        assert client.diagnostics(uri) == []


def test_a_fix_resolves_its_finding(client: LspClient) -> None:
    uri = client.open("README.md", TYPO.replace("\n", "\r\n"))
    client.diagnostics(uri)
    fix, suppress, fix_all = client.actions(uri, 2)

    assert (fix["title"], fix["kind"], fix["isPreferred"]) == ("Write `arXiv`", "quickfix", True)
    assert codes(fix["diagnostics"]) == ["venue-typo"]
    assert (suppress["title"], suppress["kind"]) == ("Suppress venue-typo on line 3", "quickfix")
    assert (fix_all["title"], fix_all["kind"]) == (
        "Apply all safe fixes of awesome-lint",
        "source.fixAll.awesome-lint",
    )
    client.apply(fix["edit"])
    assert client.texts[uri] == TYPO.replace("Avrxi", "arXiv").replace("\n", "\r\n")
    assert client.diagnostics(uri) == []
    assert client.actions(uri, 2) == []


def test_an_unsafe_fix_says_so_and_what_it_drops(client: LspClient) -> None:
    uri = client.open("README.md", DUPLICATES)
    client.diagnostics(uri)
    fix, suppress = client.actions(uri, 3, "quickfix")

    assert fix["title"] == "Merge line 3 into line 4 (unsafe fix, drops `arXiv`)"
    assert fix["isPreferred"] is False
    assert suppress["title"] == "Suppress duplicate-entry on line 4"
    client.apply(fix["edit"])
    assert "arXiv 2024" not in client.texts[uri]
    assert client.diagnostics(uri) == []


@pytest.mark.parametrize("only", ["source", "source.fixAll", "source.fixAll.awesome-lint"])
def test_fix_all_applies_the_safe_fixes(client: LspClient, only: str) -> None:
    text = TYPO + "| Robots in Water | Arvix 2023 |\n\n" + DUPLICATES
    uri = client.open("README.md", text)
    assert codes(client.diagnostics(uri)) == ["venue-typo", "venue-typo", "duplicate-entry"]
    (action,) = client.actions(uri, 0, only)

    edit = client.resolve(action)["edit"]
    edits = edit["documentChanges"][0]["edits"]
    assert [each["range"]["start"]["line"] for each in edits] == [2]  # the rest is left alone
    client.apply(edit)
    assert client.texts[uri] == text.replace("Avrxi", "arXiv").replace("Arvix", "arXiv")
    assert codes(client.diagnostics(uri)) == ["duplicate-entry"]
    assert client.actions(uri, 0, only) == []


def test_other_kinds_of_actions(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    assert client.actions(uri, 2, "refactor") == []
    assert client.actions(uri, 2, "source.fixAll.other") == []
    assert client.actions(uri, 2, "source.fix") == []
    assert len(client.actions(uri, 2, "refactor", "quickfix")) == 2
    assert [each["kind"] for each in client.actions(uri, 0)] == ["source.fixAll.awesome-lint"]


def test_a_finding_is_suppressed(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    (_, suppress) = client.actions(uri, 2, "quickfix")

    client.apply(client.resolve(suppress)["edit"])
    assert client.texts[uri] == TYPO.replace("2024 |", f"2024 {SUPPRESSED} |")
    assert client.diagnostics(uri) == []


def test_only_the_chosen_rule_is_suppressed(client: LspClient) -> None:
    text = TYPO.replace("2024 |", "2024 | lost |")
    uri = client.open("README.md", text)
    assert codes(client.diagnostics(uri)) == ["venue-typo", "table-column-count"]
    actions = client.actions(uri, 2, "quickfix")
    titles = [each["title"] for each in actions]
    chosen = actions[titles.index("Suppress venue-typo on line 3")]

    client.apply(client.resolve(chosen)["edit"])
    assert client.texts[uri] == text.replace("lost |", f"lost {SUPPRESSED} |")
    assert codes(client.diagnostics(uri)) == ["table-column-count"]


def test_a_comment_that_would_be_visible(client: LspClient) -> None:
    uri = client.open("README.md", "```markdown\nnever closed\n")
    (found,) = client.diagnostics(uri)
    line = found["range"]["start"]["line"]
    (suppress,) = [
        each
        for each in client.actions(uri, line, "quickfix")
        if each["title"].startswith("Suppress")
    ]
    assert "edit" not in client.resolve(suppress)
    assert client.shown_messages() == [
        f"awesome-lint: no comment can suppress {found['code']} on line {line + 1}"
    ]


def test_an_action_of_an_old_version_has_no_edit(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    (_, suppress) = client.actions(uri, 2, "quickfix")
    client.replace(uri, f"{TYPO}\n")  # the finding is where it was
    assert "edit" not in client.resolve(suppress)
    assert "edit" not in client.resolve({"title": "x", "data": {"uri": "x"}})
    assert "edit" not in client.resolve({"title": "x"})


def test_hover_over_a_finding(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    text = client.hover(uri, 2, 20)

    assert text.startswith(
        "**venue-typo** (error): `Avrxi` is a misspelling of `arXiv`: a search for the venue misses"
        " this entry\n\nHelp: Write `arXiv`\n\n# venue-typo\n"
    )
    assert "\n## How to fix\n" in text
    assert text.endswith(f"\n[venue-typo]({rulebook.page_url('venue-typo')})")
    assert "](../" not in text
    assert client.hover(uri, 2, 4) == ""


def test_hover_over_a_link(tmp_path: Path, client: LspClient, list_directory: Path) -> None:
    dead, alive, unknown = (f"https://{name}.example/" for name in ("dead", "alive", "unknown"))
    cache = tmp_path / "links"
    settings = LinkSettings(cache=cache, fragments=True)
    links = LinkCache(settings, lambda _note: None)
    links.load([dead, alive])
    links.store(LinkResult(dead, "dead", 404, detail="responds with 404 Not Found"))
    links.store(LinkResult(alive, "ok", 200))
    links.close()
    text = f"- [Robots]({dead}), [Ice]({alive})\n- {unknown}\n- [local](other.md)\n"
    with LspClient(list_directory, "--cache-dir", str(cache)) as other:
        uri = other.open("README.md", text)
        today = time.strftime("%Y-%m-%d", time.gmtime())
        assert other.hover(uri, 0, 5) == (
            f"`{dead}`: **dead**: responds with 404 Not Found\n\n"
            f"Checked less than a minute ago; dead since {today}"
        )
        assert other.hover(uri, 0, 40) == (
            f"`{alive}`: **ok** (200)\n\nChecked less than a minute ago"
        )
        assert other.hover(uri, 1, 5) == f"`{unknown}`: not checked yet"
        assert other.hover(uri, 2, 5) == ""
    # The cache of another directory is neither found nor created.
    uri = client.open("README.md", text)
    assert client.hover(uri, 0, 5) == f"`{dead}`: not checked yet"
    assert not Path(os.environ["AWESOME_LINT_CACHE_DIR"]).exists()


def test_the_findings_are_those_of_a_lint(client: LspClient) -> None:
    text = (TYPO + DUPLICATES) * 20
    found = client.diagnostics(client.open("README.md", text))
    assert codes(found) == [each.rule for each in lint_text(text)]


def test_any_edits(client: LspClient) -> None:
    chance = random.Random(17)  # noqa: S311 - not for secrets
    pieces = ("| ", "\n", "\r\n", "\r", "\u2028", "🤖", "é", "`", "\x00", "\ud800", "Avrxi", "<b>")
    text = (TYPO + DUPLICATES) * 5
    uri = client.open("README.md", text)
    for _ in range(40):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        end = min(end, start + chance.choice([0, 1, 9]))
        if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
            continue
        piece = chance.choice(pieces)
        range_ = {"start": position(text, start), "end": position(text, end)}
        text = text[:start] + piece + text[end:]
        client.change(uri, {"range": range_, "text": piece}, text=text)
        if chance.random() < 0.3:
            assert codes(client.diagnostics(uri)) == [each.rule for each in lint_text(text)]
    assert codes(client.diagnostics(uri)) == [each.rule for each in lint_text(text)]
    assert client.shown_messages() == []


def test_a_burst_of_changes_is_linted_once(client: LspClient) -> None:
    text = "".join(f"- [Robots {n}](https://{n}.example) - On ice.\n" for n in range(2000))
    uri = client.open("README.md", text)
    client.diagnostics(uri)
    published = len(client.notifications)
    for number in range(30):
        text = f"{number}\n{text}"
        change = {"range": place(0, 0, 0), "text": f"{number}\n"}
        client.change(uri, change, text=text)
    client.replace(uri, f"{text}\n{TYPO}")
    assert codes(client.diagnostics(uri)) == ["venue-typo"]
    versions = [
        each["params"]["version"]
        for each in client.notifications[published:]
        if each["method"] == "textDocument/publishDiagnostics"
    ]
    assert versions[-1] == 32
    assert len(versions) <= 3


def test_findings_of_an_old_text_are_dropped(client: LspClient) -> None:
    text = "".join(f"- [Robots {n}](https://{n}.example) - On ice.\n" for n in range(5000))
    uri = client.open("README.md", text)
    client.diagnostics(uri)
    client.replace(uri, f"{text}\n")
    time.sleep(0.06)  # the lint is under way
    client.replace(uri, f"{text}\n{TYPO}")
    assert codes(client.diagnostics(uri)) == ["venue-typo"]


def test_configuration_of_the_directory(client: LspClient, list_directory: Path) -> None:
    (list_directory / "lists").mkdir()
    configuration = list_directory / ".awesome-lint.yml"
    configuration.write_text("rules: {venue-typo: warning}\nexclude: [drafts.md]\n")
    uri = client.open("lists/robots.md", TYPO)
    assert [each["severity"] for each in client.diagnostics(uri)] == [2]
    assert client.diagnostics(client.open("drafts.md", TYPO)) == []

    configuration.write_text("rules: {venue-typo: off}\n")
    client.notify(
        "workspace/didChangeWatchedFiles",
        {"changes": [{"uri": configuration.as_uri(), "type": 2}]},
    )
    assert client.diagnostics(uri) == []
    # It is also noticed by a client that cannot watch files.
    configuration.unlink()
    client.replace(uri, f"\n{TYPO}")
    assert codes(client.diagnostics(uri)) == ["venue-typo"]


def test_configurations_are_watched(tmp_path: Path) -> None:
    capabilities = deepcopy(CAPABILITIES)
    capabilities["workspace"]["didChangeWatchedFiles"] = {"dynamicRegistration": True}
    with LspClient(tmp_path, capabilities=capabilities) as client:
        asked = client.wait(lambda message: message.get("method") == "client/registerCapability")
        (registration,) = asked["params"]["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    assert [each["globPattern"] for each in registration["registerOptions"]["watchers"]] == [
        "**/.awesome-lint.yml",
        "**/.awesome-lint.yaml",
    ]


def test_mistakes_of_a_configuration(client: LspClient, list_directory: Path) -> None:
    configuration = list_directory / ".awesome-lint.yml"
    configuration.write_text("extends: strict\nrules:\n  venue-tipo: off\n")
    uri = client.open("README.md", TYPO)
    assert client.diagnostics(uri) == []
    (mistake,) = client.diagnostics(configuration.as_uri())
    assert mistake["range"]["start"] == {"line": 2, "character": 0}
    assert mistake["message"] == "unknown rule `venue-tipo`: did you mean `venue-typo`?"
    assert (mistake["severity"], mistake["source"]) == (1, "awesome-lint")

    configuration.write_text("extends: strict\n")
    client.notify("textDocument/didSave", {"textDocument": {"uri": configuration.as_uri()}})
    assert codes(client.diagnostics(uri)) == ["venue-typo"]
    assert client.diagnostics(configuration.as_uri()) == []
    assert [each.partition("unknown")[2] for each in client.shown_messages()] == [
        " rule `venue-tipo`: did you mean `venue-typo`?"
    ]


def test_a_configuration_that_is_edited(client: LspClient) -> None:
    uri = client.open(".awesome-lint.yml", "nonsense: 1\nrules: {x: off}\n", "yaml")
    assert [each["range"]["start"]["line"] for each in client.diagnostics(uri)] == [0, 1]
    client.replace(uri, "extends: strict\n")
    assert client.diagnostics(uri) == []
    client.replace(uri, "rules: [\n")
    assert len(client.diagnostics(uri)) == 1
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    del client.versions[uri]
    assert client.diagnostics(uri) == []


def test_links_to_files_of_the_repository(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", {"README.md": "", "other.md": ""})
    with LspClient(top) as client:
        uri = client.open("README.md", "- [a](other.md)\n- [b](missing.md)\n")
        (found,) = client.diagnostics(uri)
        assert (found["code"], found["range"]["start"]["line"]) == ("link-local-file", 1)
        repository(top, {"missing.md": ""})
        client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert client.diagnostics(uri) == []


def test_options(tmp_path: Path) -> None:
    with LspClient(tmp_path, "--stdio", "--select=duplicate-*", "--preset", "strict") as client:
        uri = client.open("README.md", TYPO + DUPLICATES)
        assert codes(client.diagnostics(uri)) == ["duplicate-entry"]
    environment = os.environ | {"AWESOME_LINT_IGNORE": "venue-*"}
    with LspClient(tmp_path, environment=environment) as client:
        assert client.diagnostics(client.open("README.md", TYPO)) == []


def test_a_baseline(directory: Path, cli: Cli) -> None:
    (directory / "README.md").write_text(TYPO)
    assert cli("--quiet").status == 1
    cli("--write-baseline", "known.json")
    with LspClient(directory, "--baseline", "known.json") as client:
        uri = client.open("README.md", TYPO)
        assert client.diagnostics(uri) == []
        client.replace(uri, TYPO + "| Robots in Water | Arvix 2023 |\n")
        assert [each["range"]["start"]["line"] for each in client.diagnostics(uri)] == [3]


def test_documents_that_are_not_lists(client: LspClient) -> None:
    client.open("notes.txt", TYPO, "plaintext")
    client.open("git:/README.md", TYPO)
    client.open("vscode-notebook-cell:/notes.ipynb#1", TYPO)
    uri = client.open("untitled:Untitled-1", TYPO)
    assert codes(client.diagnostics(uri)) == ["venue-typo"]
    uri = client.open("other.MD", TYPO, "unknown")
    assert codes(client.diagnostics(uri)) == ["venue-typo"]
    assert {
        each["params"]["uri"]
        for each in client.notifications
        if each["method"] == "textDocument/publishDiagnostics"
    } == {"untitled:Untitled-1", uri}


def test_a_closed_document_has_no_findings(client: LspClient) -> None:
    uri = client.open("README.md", TYPO)
    client.diagnostics(uri)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    del client.versions[uri]
    assert client.diagnostics(uri) == []
    assert client.actions(uri, 2) == []
    assert client.hover(uri, 2, 20) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\x00",
        "\ud800 | \udfff\n|:--|\n| \ud83d |",
        "\r\r\n\n\x0b\x0c\u2028\x85",
        "| a\u2028b | c |\n|:--|:--|\n",
        "[" * 5000,
        "x" * 1_000_000,
    ],
    ids=["empty", "mark", "nul", "surrogates", "breaks", "separator", "brackets", "long"],
)
def test_any_text(client: LspClient, text: str) -> None:
    uri = client.open("README.md", text)
    client.diagnostics(uri)
    client.actions(uri, 0)
    client.hover(uri, 0, 0)
    client.change(uri, {"range": place(99, 99, 99), "text": f"\n\n{TYPO}"}, text="")
    assert "venue-typo" in codes(client.diagnostics(uri))


def test_a_byte_order_mark(client: LspClient) -> None:
    uri = client.open("README.md", f"\ufeff# Avrxi\n\n{TYPO}")
    assert [each["range"] for each in client.diagnostics(uri)] == [place(4, 18, 23)]
    uri = client.open("other.md", "\ufeff- [Robots](htps://example.org)\n")
    client.diagnostics(uri)
    fix = client.actions(uri, 0)[0]
    client.apply(fix["edit"])
    assert client.texts[uri] == "\ufeff- [Robots](https://example.org)\n"


def test_a_text_that_is_too_large(client: LspClient) -> None:
    uri = client.open("README.md", "x\n" * (5 * 1024 * 1024 + 1))
    assert client.diagnostics(uri) == []
    client.change(uri, {"range": place(0, 0, 0), "text": "x"}, text="")
    assert client.diagnostics(uri) == []
    assert client.shown_messages() == ["awesome-lint: README.md: larger than 10 MiB"]
    client.replace(uri, TYPO)
    assert codes(client.diagnostics(uri)) == ["venue-typo"]


def test_messages_that_are_not_valid(client: LspClient) -> None:
    for body in (
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"1",
        b'"jsonrpc"',
        b"null",
        b"[" * 100_000,
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "2.0", "method": 1}',
        b'{"jsonrpc": "1.0", "method": "exit"}',
        b'{"jsonrpc": "2.0", "id": 99, "result": null}',
        b'{"jsonrpc": "2.0", "id": 98, "error": {}}',
        b'{"jsonrpc": "2.0", "method": "$/unknown", "params": [1]}',
        b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1}}',
    ):
        client.send_bytes(body)
    params: object
    for method in ("didOpen", "didChange", "didSave", "didClose"):
        for params in (None, {}, [], {"textDocument": {}}, {"textDocument": {"uri": "file:///x"}}):
            client.notify(f"textDocument/{method}", params)
    for uri in ("file:///unknown.md", "", "http://[", "file:///%00.md", "x:\ud800"):
        document = {"uri": uri, "version": 1}
        changes = [{"text": "x"}, {"range": place(1, 1, 1), "text": "x"}]
        params = {"textDocument": document, "contentChanges": changes}
        client.notify("textDocument/didChange", params)
        assert client.actions(uri, 0) == []
        assert client.hover(uri, 0, 0) == ""
        client.open(uri or "empty:", TYPO)
    assert "error" in client.request("textDocument/hover", {"position": {"line": -1}})
    assert "error" in client.request("textDocument/unknown", {})
    uri = client.open("README.md", TYPO)
    client.change(uri, {"range": place(2, 23, 18), "text": ""}, text=TYPO)  # end before start
    assert codes(client.diagnostics(uri)) == ["venue-typo"]
    assert client.shown_messages() == []


def test_a_rule_that_fails(tmp_path: Path) -> None:
    package = tmp_path / "failing"
    package.mkdir()
    (package / "sitecustomize.py").write_text(
        "import awesome_lint.rules.venue_style as rule\n"
        "def check(document, options, evidence):\n    raise ValueError('no ice')\n"
        "rule.check = check\n"
    )
    environment = os.environ | {"PYTHONPATH": str(package)}
    with LspClient(tmp_path, environment=environment) as client:
        uri = client.open("README.md", TYPO)
        assert codes(client.diagnostics(uri)) == ["venue-typo"]
        client.replace(uri, f"\n{TYPO}")
        assert codes(client.diagnostics(uri)) == ["venue-typo"]
    (message,) = client.shown_messages()
    assert message == (
        "awesome-lint: internal error in rule `venue-style`: ValueError: no ice; everything else is"
        f" reported. Please report this at {rulebook.PROJECT_URL}/issues"
    )


def test_the_end_of_the_connection(tmp_path: Path) -> None:
    client = LspClient(tmp_path)
    assert client.end() == 1
    assert client.log == ""
    client = LspClient(tmp_path)
    client.notify("exit", None)
    assert client.end() == 1


def test_two_documents(client: LspClient) -> None:
    first, second = client.open("a.md", TYPO), client.open("b.md", DUPLICATES)
    assert codes(client.diagnostics(first)) == ["venue-typo"]
    assert codes(client.diagnostics(second)) == ["duplicate-entry"]
