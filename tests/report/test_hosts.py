"""The table of requested hosts."""

from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.model import HostStats
from awesome_lint.report.hosts import host_table
from awesome_lint.text.display import LOG_COMMAND, display_width

BUSY = HostStats(
    "arxiv.org", 12, 0.104, 2.5, 3, 4.0, {"ok": 550, "dead": 2, "unreachable": 1, "moved": 7}
)


def test_table() -> None:
    others = [
        HostStats("b.example", 1, 0.25, 0.25, 0, 0.25, {"ok": 1}),
        HostStats("api.github.com", 1, 20, 20, 0, None),
        HostStats("known.example", verdicts={"ok": 3}),
        HostStats("a-very-long-name-of-a-host.example.org", 2, 1, 1, 0, 0.34, {"blocked": 2}),
    ]
    assert host_table([*others, BUSY]) == (
        "host                  requests   median  longest   429  interval  links\n"
        "arxiv.org                   12   0.10 s   2.50 s     3       4 s  550 ok,\n"
        "                                                                  7 moved,\n"
        "                                                                  2 dead,\n"
        "                                                                  1 unreachable\n"
        "a-very-long-name-of…         2   1.00 s   1.00 s     0    0.34 s  2 blocked\n"
        "api.github.com               1  20.00 s  20.00 s     0\n"
        "b.example                    1   0.25 s   0.25 s     0    0.25 s  1 ok\n"
        "known.example                0                                    3 ok\n"
    )


def test_there_is_no_table_of_nothing() -> None:
    assert host_table([]) == ""


@given(st.text(), st.integers(0, 9999), st.floats(0, 99), st.integers(0, 99999))
def test_a_line_is_harmless_and_has_80_columns(
    name: str, requests: int, seconds: float, links: int
) -> None:
    host = HostStats(name, requests, seconds, seconds, requests, seconds, {"unreachable": links})
    for line in host_table([host]).splitlines():
        assert line.isprintable()
        assert display_width(line) <= 80
        assert not LOG_COMMAND.search(line.replace("\\[", ""))
