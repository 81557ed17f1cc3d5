"""Response bodies: how much is read of them, and how much memory that takes."""

import subprocess
import sys

import pytest

from awesome_lint import links
from awesome_lint.links import LinkSettings
from awesome_lint.links.read_limits import WHOLE_PAGE_BYTES
from fakenet import Internet, Page
from fakenet.server import ENDLESS
from paths import SUPPORT

HOST = "https://host.example"
ALIVE = "https://alive.example/"


@pytest.mark.parametrize("status", [200, 202, 404, 500])
def test_of_two_gigabytes_no_more_is_taken_than_is_looked_at(status: int) -> None:
    page = Page(status=status, head=405, body="<p>", answer="endless")
    with Internet({f"{HOST}/a": page, ALIVE: 200}) as net:
        settings = LinkSettings(fragments=True, backoff=0.01)
        links.check_urls([f"{HOST}/a#b", ALIVE], settings, connector_factory=net.connector)
    tries = len(net.visits(f"{HOST}/a"))
    assert tries == (3 if status == 500 else 1)
    assert net.body_bytes < tries * (WHOLE_PAGE_BYTES + 8_000_000) < ENDLESS  # including buffers


MEMORY = """
import gzip, resource, zlib
from awesome_lint import links
from fakenet import Internet, Page

packer = zlib.compressobj(wbits=31)
start = packer.flush(zlib.Z_FULL_FLUSH)
packer.compress(bytes(2**20))
block = packer.flush(zlib.Z_FULL_FLUSH)
packer.compress(bytes(2**20))
block = packer.flush(zlib.Z_FULL_FLUSH)  # a MiB of nothing
bomb = (start + 256 * block).decode("latin-1")
packed = {"Content-Encoding": "gzip"}
kinds = {
    "bomb": Page(headers=packed, body=bomb),
    "gone": Page(status=404, headers=packed, body=bomb),
    "endless": Page(answer="endless"),
    "broken": Page(status=500, answer="endless"),
    "anchors": Page(body="<h2 id=a>" * 10, answer="endless"),
}

def check(each):
    world = {f"http://{name}-{n}.example/": page for name, page in kinds.items() for n in each}
    with Internet(world) as net:
        settings = links.LinkSettings(fragments=True, soft_404=True, backoff=0.01)
        urls = [f"{url}#x" for url in world]
        found = links.check_urls(urls, settings, connector_factory=net.connector)
    assert len(found.results) == len(world)

check(range(2))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
check(range(10))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux")
def test_bombs_and_bodies_without_end_cost_no_memory() -> None:
    """Twenty bombs of 256 MiB and thirty endless bodies, in addition to four and six."""
    program = [sys.executable, "-c", MEMORY]
    done = subprocess.run(
        program, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(SUPPORT)}
    )
    assert int(done.stdout) < 40  # MiB
