"""The fake internet as a separate process, which programs reach through its proxy."""

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

import pytest

from paths import SUPPORT

WORLD = """
pages:
  https://host.example/: 200
  https://host.example/gone: 404
  http://plain.example/a?b: {body: plain}
  http://plain.example:8080/: {body: elsewhere}
  https://old.example/: {tls: expired}
  https://nobody.example/: {connect: refused}
  https://nowhere.example/: {dns: nxdomain}
arxiv: {papers: {"2403.01234": {title: Walking Robots on Ice}}, rate: 100}
doi: {handles: {10.1234/ice: "https://press.example/ice"}}
refusing: [https://api.openalex.org]
"""


class Process:
    """A separate fake internet, and a client that uses its proxy."""

    def __init__(self, directory: Path) -> None:
        (directory / "world.yml").write_text(WORLD)
        command = [sys.executable, "-m", "fakenet", "--ca", "ca.pem", "world.yml"]
        self._running = subprocess.Popen(
            command,
            cwd=directory,
            env={"PYTHONPATH": str(SUPPORT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._running.stdout
        proxy = self._running.stdout.readline().strip()
        trust = ssl.create_default_context(cafile=directory / "ca.pem")
        handlers = (ProxyHandler({"http": proxy, "https": proxy}), HTTPSHandler(context=trust))
        self._visitor: OpenerDirector = build_opener(*handlers)

    def get(self, url: str, method: str = "GET") -> tuple[int, str]:
        """Return status and body. Raises URLError if there is no response."""
        try:
            with self._visitor.open(Request(url, method=method), timeout=10) as response:  # noqa: S310
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, ""

    def end(self) -> dict[str, Any]:
        """Stop it, and return its statistics."""
        stdout, _ = self._running.communicate(timeout=30)
        assert self._running.returncode == 0
        seen: dict[str, Any] = json.loads(stdout)
        return seen


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    running = Process(tmp_path)
    yield running
    running.end()


def test_any_program_can_be_led_to_it(tmp_path: Path) -> None:
    process = Process(tmp_path)
    assert process.get("https://host.example/", "HEAD") == (200, "")
    assert process.get("https://host.example/gone") == (404, "")
    assert process.get("http://plain.example/a?b") == (200, "plain")
    assert process.get("http://plain.example:8080/") == (200, "elsewhere")
    assert process.get("http://unknown.example/") == (502, "")
    assert process.get("https://arxiv.org/abs/2403.01234")[0] == 200
    assert process.get("https://arxiv.org/abs/2403.99999")[0] == 404
    assert (
        "Walking Robots on Ice"
        in process.get("https://export.arxiv.org/api/query?id_list=2403.01234")[1]
    )
    assert '"responseCode": 1' in process.get("https://doi.org/api/handles/10.1234/ice")[1]
    assert process.get("https://api.openalex.org/works")[0] == 429
    assert process.end() == {
        "requests": 9,
        "by_method": {"HEAD": 1, "GET": 8},
        "by_host": {
            "host.example": 2,
            "plain.example": 2,
            "arxiv.org": 2,
            "export.arxiv.org": 1,
            "doi.org": 1,
            "api.openalex.org": 1,
        },
        "urls": [
            "https://host.example/",
            "https://host.example/gone",
            "http://plain.example/a?b",
            "http://plain.example:8080/",
            "https://arxiv.org/abs/2403.01234",
            "https://arxiv.org/abs/2403.99999",
            "https://export.arxiv.org/api/query?id_list=2403.01234",
            "https://doi.org/api/handles/10.1234/ice",
            "https://api.openalex.org/works",
        ],
        "refused": 1,
        "peak": 1,
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://old.example/", "certificate has expired"),
        ("https://nobody.example/", "502 Bad Gateway"),
        ("https://nowhere.example/", "502 Bad Gateway"),
        ("https://unknown.example/", "502 Bad Gateway"),
        ("https://host.example:444/", "502 Bad Gateway"),
    ],
)
def test_what_is_wrong_with_a_host_is_wrong_by_proxy(
    process: Process, url: str, reason: str
) -> None:
    with pytest.raises(URLError, match=reason):
        process.get(url)
