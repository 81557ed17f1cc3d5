"""Additions: identifiers, sections, records, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import awesome_lint
from awesome_lint.links import records
from awesome_lint.model import UserError
from awesome_lint.runner.add import MAX_IDENTIFIERS, AddOptions, AddResult, add
from fakenet import Internet, Service
from fakenet.registries.acl_anthology import AclAnthology
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.crossref import Crossref
from fakenet.registries.doi import Doi
from fakenet.registries.github import GitHub
from fakenet.registries.huggingface import HuggingFace
from fakenet.world import Page, Paper, Repository, Work

LIST = """\
# Ice

## Papers

- [Walking Robots on Thin Ice](https://arxiv.org/abs/2401.01234), ICRA 2024
- [Snow Maps for Slow Rovers](https://arxiv.org/abs/2402.01234), arXiv 2024
- [Seals as Sensors in the Sea](https://arxiv.org/abs/2403.01234), arXiv 2024

## Tools

- [frost](https://github.com/example/frost) - Predict frost from sensors.
- [hail](https://github.com/example/hail) - Count hailstones in videos.
- [yeti](https://github.com/example/yeti) - Search for tracks in images.
"""
HOSTILE = (
    "Ice | a `b` *c* [d](https://evil.example/) <img src=x> &amp; _e_ https://evil.example/ ~~f~~"
)

PAPERS = {
    "2405.00001": Paper(title="A Benchmark for Agents on Thin Ice", authors=("Ada Snow",)),
    "2405.00002": Paper(title="Glaciers as Slow Computers"),
    "2405.00003": Paper(title="Seals as Sensors in the Sea"),
    "2405.00004": Paper(title=HOSTILE),
    "2405.00005": Paper(title="Published Glaciers", doi="10.1000/GLACIER"),
}
REPOSITORIES = {"frosty/ice-kit": Repository(description=HOSTILE)}


@pytest.fixture
def net() -> Iterator[Internet]:
    services = Arxiv(PAPERS).services | GitHub(REPOSITORIES, token="").services
    with Internet({}, services=services) as net:
        yield net


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list in the current directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(LIST)
    return tmp_path / "README.md"


def run(net: Internet, *identifiers: str, to: str = "Papers", **options: object) -> AddResult:
    chosen = AddOptions(identifiers=identifiers, to=to, no_cache=True, **options)  # type: ignore[arg-type]
    return connected(net, chosen)


def connected(net: Internet, options: AddOptions) -> AddResult:
    with pytest.MonkeyPatch.context() as patch:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        patch.setattr(records, "look_up_records", look_up)
        return add(options)


def test_several_entries_are_added_and_then_refused(net: Internet, path: Path) -> None:
    result = run(net, "2405.00001", "https://arxiv.org/pdf/2405.00002v3")
    lines = [
        "- [A Benchmark for Agents on Thin Ice](https://arxiv.org/abs/2405.00001), arXiv 2024",
        "- [Glaciers as Slow Computers](https://arxiv.org/abs/2405.00002), arXiv 2024",
    ]
    assert [(each.line, each.source) for each in result.added] == [(8, lines[0]), (9, lines[1])]
    assert [each.section for each in result.added] == ["Papers", "Papers"]
    assert result.is_complete
    assert result.findings == ()
    after = LIST.replace("\n\n## Tools", "\n" + "\n".join(lines) + "\n\n## Tools")
    assert path.read_text() == result.after == after

    again = run(net, "arXiv:2405.00001", "huggingface.co/papers/2405.00002")
    assert [(each.line, each.reason) for each in again.refused] == [
        (8, "already in README.md, line 8: `A Benchmark for Agents on Thin Ice`"),
        (9, "already in README.md, line 9: `Glaciers as Slow Computers`"),
    ]
    assert again.before == again.after == after


@pytest.mark.usefixtures("path")
def test_a_refused_identifier_does_not_prevent_the_others(net: Internet) -> None:
    result = run(net, "2401.01234", "2405.09999", "2405.00003", "https://a.example/", "2405.00002")
    assert [(each.identifier, each.reason) for each in result.refused] == [
        ("2401.01234", "already in README.md, line 5: `Walking Robots on Thin Ice`"),
        ("2405.09999", "arXiv has no paper 2405.09999"),
        (
            "2405.00003",
            "already in README.md, line 7, with another link: `Seals as Sensors in the Sea`",
        ),
        ("https://a.example/", "no registry has records of such URLs"),
    ]
    assert [each.title for each in result.added] == ["Glaciers as Slow Computers"]
    assert result.unanswered == ()


def test_pages_within_a_repository_have_no_record(net: Internet, path: Path) -> None:
    page = "https://github.com/frosty/ice-kit/tree/main"
    (refused,) = run(net, f"{page}/docs", to="Tools").refused
    assert refused.reason == "no registry has records of pages within `frosty/ice-kit`"
    assert path.read_text() == LIST
    (added,) = run(net, page, to="Tools").added
    assert "(https://github.com/frosty/ice-kit)" in added.source


def test_the_doi_of_a_published_paper_identifies_it(net: Internet, path: Path) -> None:
    path.write_text(LIST.replace("arxiv.org/abs/2403.01234", "doi.org/10.1000/glacier"))
    result = run(net, "2405.00005")
    assert [each.line for each in result.refused] == [7]


@pytest.mark.usefixtures("path")
def test_texts_of_registries_show_literally(net: Internet) -> None:
    result = run(net, "2405.00004")
    (added,) = result.added
    assert added.source == (
        r"- [Ice | a \`b\` \*c\* \[d\](https\://evil.example/) \<img src=x> \&amp; \_e\_"
        r" https\://evil.example/ \~\~f\~\~](https://arxiv.org/abs/2405.00004), arXiv 2024"
    )
    (added,) = run(net, "frosty/ice-kit", to="Tools").added
    assert added.source == (
        r"- [ice-kit](https://github.com/frosty/ice-kit) - Ice | a \`b\` \*c\* \<img src=x> \&amp;"
        r" \_e\_ \~\~f\~\~."
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_everything_else_stays_as_it_is(
    net: Internet, path: Path, mark: str, newline: str, end: str
) -> None:
    before = (mark + LIST.rstrip() + end).replace("\n", newline)
    path.write_bytes(before.encode())
    run(net, "frosty/ice-kit", "2405.00001", to="Tools")
    after = path.read_bytes().decode()
    added = after.splitlines()[13:]
    assert [line[:12] for line in added] == ["- [ice-kit](", "- [A Benchma"]
    assert after == before.removesuffix(newline) + newline + newline.join(added) + end.replace(
        "\n", newline
    )


def test_a_dry_run_writes_nothing(net: Internet, path: Path) -> None:
    result = run(net, "2405.00001", dry_run=True)
    assert result.after != result.before
    assert path.read_text() == LIST


def test_the_section_is_found_by_its_anchor_path_and_folded_heading(
    net: Internet, path: Path
) -> None:
    path.write_text(LIST.replace("## Papers", "## :book: Papers!"))
    for to in ("#book-papers", "Ice / papers", "PAPERS"):
        assert run(net, "2405.00001", to=to, dry_run=True).added[0].section == ":book: Papers!"


def error(net: Internet, *identifiers: str, **options: object) -> str:
    with pytest.raises(UserError) as raised:
        run(net, *identifiers, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_the_section_must_be_clear(net: Internet, path: Path) -> None:
    assert error(net, "2405.00001", to="") == (
        "README.md: name the section with --to, or use --pick; the list has `Papers`, `Tools`"
    )
    assert error(net, "2405.00001", to="Paperz") == (
        "README.md: no section `Paperz` with entries: did you mean `Papers`?"
    )
    assert error(net, "2405.00001", to="Videos") == (
        "README.md: no section `Videos` with entries; it has `Papers`, `Tools`"
    )
    path.write_text(LIST.replace("## Tools", "# Snow\n\n## Papers"))
    assert error(net, "2405.00001") == (
        "README.md: several sections are called `Papers`: `Ice / Papers`, `Snow / Papers`"
    )
    path.write_text(LIST.replace("## Tools", "## Papers"))
    message = "README.md: several sections are called `Papers`: `#papers`, `#papers-1`"
    assert error(net, "2405.00001") == message
    assert run(net, "2405.00001", to="#papers-1").added[0].line == 14
    path.write_text("# Nothing\n")
    assert error(net, "2405.00001") == (
        "README.md: no entries found: new entries take the form of existing ones"
    )
    assert path.read_text() == "# Nothing\n"


def test_one_section_needs_no_name(net: Internet, path: Path) -> None:
    path.write_text(LIST.partition("## Tools")[0])
    assert run(net, "2405.00001", to="").is_complete


def test_many_sections_are_not_all_listed(net: Internet, path: Path) -> None:
    sections = (f"## S{i}\n\n- [A{i}](https://a.example/{i})\n\n" for i in range(40))
    path.write_text("".join(sections))
    assert error(net, "2405.00001", to="").endswith("`S29`, 10 more sections")


def test_identifiers_that_cannot_be_used(net: Internet, path: Path) -> None:
    advice = (
        "is not an identifier: write a URL, an arXiv ID such as 2403.06465, a DOI such as"
        " 10.1145/3543873, or owner/repo"
    )
    assert error(net, "2405.00001", "a b") == f"`a b` {advice}"
    assert error(net, "2405.00001", "lists/papers.md") == (
        "`lists/papers.md` is not an identifier: name the list with --file"
    )
    Path("ids.txt").write_text("# new\n2405.00001\n\na b # c\n")
    assert error(net, from_file="ids.txt") == f"ids.txt:4: `a b` {advice}"
    assert error(net) == "no identifier: name a URL, an arXiv ID, a DOI or owner/repo"
    Path("ids.txt").write_text("# none\n")
    assert error(net, from_file="ids.txt").startswith("ids.txt: no identifier: name a URL, ")
    many = [f"2405.{i:05}" for i in range(MAX_IDENTIFIERS + 1)]
    assert error(net, *many) == "1001 identifiers: at most 1000 can be added at once"
    assert path.read_text() == LIST


def test_identifiers_are_read_from_a_file(net: Internet, path: Path) -> None:
    names = path.with_name("names.txt")
    names.write_text("\ufeff# papers\n\n2405.00001 # a benchmark\r\n  2405.00002\n2405.00001\n")
    result = run(net, from_file="names.txt")
    assert [each.identifier for each in result.added] == ["2405.00001", "2405.00002"]
    names.write_bytes(b"\xff")
    assert error(net, from_file="names.txt") == "names.txt: not UTF-8"
    assert error(net, from_file="nams.txt").startswith("nams.txt: no such file")


def test_lists_that_cannot_be_used(net: Internet, path: Path) -> None:
    assert error(net, "2405.00001", file=".") == ".: is a directory: name a Markdown file"
    assert error(net, "2405.00001", file="REDME.md") == (
        "REDME.md: no such file: did you mean `README.md`?"
    )
    path.chmod(0o444)
    requests = len(net.requests)
    assert error(net, "2405.00001") == "README.md: not written: it is read-only"
    assert (path.read_text(), len(net.requests)) == (LIST, requests)


def test_a_list_that_changes_during_the_lookup(net: Internet, path: Path) -> None:
    net.on_request = partial(path.write_text, "Changed.\n")  # type: ignore[assignment]
    message = "README.md: not written: it has changed since it was read"
    assert error(net, "2405.00001") == message
    assert path.read_text() == "Changed.\n"


@pytest.mark.usefixtures("path")
def test_a_registry_without_a_response() -> None:
    with Internet({}, services=Arxiv(PAPERS, page=Page(status=503)).services) as net:
        result = run(net, "2405.00001", "2401.01234")
    assert [(each.identifier, each.reason) for each in result.refused] == [
        ("2405.00001", "no registry gave a usable response"),
        ("2401.01234", "already in README.md, line 5: `Walking Robots on Thin Ice`"),
    ]
    assert result.unanswered == ("2405.00001",)


@pytest.mark.usefixtures("path")
def test_cached_records_are_used_offline(net: Internet, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    options = AddOptions(identifiers=("2405.00001",), to="Papers", dry_run=True, cache_dir=cache)
    fresh = connected(net, options).added[0]
    offline = AddOptions(
        identifiers=("2405.00001", "2405.00002"), to="Papers", cache_dir=cache, offline=True
    )
    result = add(offline)
    assert not fresh.is_cached
    assert [each.looked_up for each in result.added] == [fresh.looked_up]
    assert [each.reason for each in result.refused] == ["the cache has no record of it"]
    assert result.unanswered == ("2405.00002",)


def test_the_configured_position_is_used(net: Internet, path: Path) -> None:
    config = path.with_name(".awesome-lint.yml")
    config.write_text("rules: {new-entry-position: {position: top}}\n")
    assert run(net, "2405.00001", dry_run=True).added[0].line == 5
    config.write_text("rules: {sort-order: {by: title}}\n")
    assert run(net, "frosty/ice-kit", to="Tools", dry_run=True).added[0].line == 13
    config.write_text("rules: {sort-order: {by: arxiv, order: descending}}\n")
    assert run(net, "2405.00001", dry_run=True).added[0].line == 5
    config.write_text("rules: {new-entry-position: {position: bottom}}\n")
    assert run(net, "2405.00001", dry_run=True).added[0].line == 8


def test_findings_about_a_new_entry_are_noted(net: Internet, path: Path) -> None:
    path.with_name(".awesome-lint.yml").write_text("rules: {banned-words: {words: [ice]}}\n")
    found = run(net, "frosty/ice-kit", to="Tools", dry_run=True).findings
    assert [(each.rule, each.span.line) for each in found] == [("banned-words", 14)]


def test_a_list_without_a_fitting_form(net: Internet, path: Path) -> None:
    path.write_text("# Papers\n\n| A | B |\n|--|--|\n| 1 | [x](https://a.example/) |\n")
    (refused,) = run(net, "2405.00001").refused
    assert refused.reason == "no entry of `Papers` has a form that the new one can take"
    assert path.read_text().count("\n") == 5


@pytest.mark.usefixtures("path")
def test_withdrawn_papers_and_archived_repositories_are_noted() -> None:
    services = (
        Arxiv({"2405.00001": Paper(title="Glaciers as Computers", withdrawn=True)}).services
        | GitHub({"frosty/ice-kit": Repository(archived=True)}, token="").services
        | {"https://api.crossref.org": Crossref({"10.1000/lamps": Work(updates=("retraction",))})}
    )
    with Internet({}, services=services) as net:
        notes = run(net, "2405.00001", "10.1000/lamps", "frosty/ice-kit", "2401.01234").notes
    assert [each.message for each in notes] == [
        "2405.00001: the paper is withdrawn",
        "10.1000/lamps: the paper is retracted",
        "frosty/ice-kit: the repository is archived",
    ]


@pytest.mark.usefixtures("path")
def test_python_api() -> None:
    result = awesome_lint.add(["2401.01234"], AddOptions(to="Papers", offline=True))
    assert [each.line for each in result.refused] == [5]
    with pytest.raises(TypeError, match="identifiers must be several, not a str"):
        awesome_lint.add("2401.01234")


def test_sections_of_one_path_are_told_apart_by_their_anchors(net: Internet, path: Path) -> None:
    papers = LIST.partition("## Tools")[0]
    again = papers.replace("arxiv.org/abs/24", "a.example/")
    path.write_text(papers + again)
    result = run(net, "2405.00001", "2405.00002", to="#papers-1")
    assert [each.line for each in result.added] == [16, 17]


def test_a_list_that_cannot_be_written(
    net: Internet, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("awesome_lint.runner.add.replace_content", fail)
    assert error(net, "2405.00001") == "README.md: cannot be written: No space left on device"
    assert path.read_text() == LIST


def test_a_record_without_a_title(path: Path) -> None:
    with Internet({}, services=Arxiv({"2405.00001": Paper(title="…")}).services) as net:
        (refused,) = run(net, "2405.00001").refused
    assert refused.reason == "its record has no title, or one that is too long"
    assert path.read_text() == LIST


@pytest.mark.usefixtures("path")
def test_identifiers_of_all_registries() -> None:
    article = Work(
        title="Lamps <i>on</i> Ice",
        venues=("IEEE Transactions on Pattern Analysis and Machine Intelligence",),
        published=(2022, 5),
    )
    paper = Work(
        title="Wicks in Snow",
        kind="proceedings-article",
        venues=("Proceedings of the 57th Annual Meeting of the ACL",),
        published=(2019, 7),
    )
    models: dict[str, dict[str, object]] = {"models/frosty/ice-7b": {}}
    services: dict[str, Service] = {
        "https://api.crossref.org": Crossref({"10.1000/lamps": article}),
        "https://aclanthology.org": AclAnthology({"P19-1001": paper}),
        "https://huggingface.co": HuggingFace(models),
        "https://doi.org": Doi({"10.1000/lamps": "https://a.example/"}),
    }
    with Internet({}, services=services) as net:
        result = run(net, "10.1000/LAMPS", "P19-1001", "huggingface.co/frosty/ice-7b")
    assert [each.reason for each in result.refused] == []
    assert [each.source for each in result.added] == [
        "- [Lamps on Ice](https://doi.org/10.1000/lamps), TPAMI 2022",
        "- [Wicks in Snow](https://aclanthology.org/P19-1001/), ACL 2019",
        "- [ice-7b](https://huggingface.co/frosty/ice-7b)",
    ]
