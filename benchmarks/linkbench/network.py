"""An isolated network, in which all programs reach the fake internet by its host names.

In a Linux network namespace, the loopback interface has the IP addresses of the fake internet, and
in a mount namespace, /etc/hosts has its names. So programs look up names, connect and encrypt as
usual, and can reach nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ADDRESSES: Final = "20.0.0.0/16"
"""The IP addresses of the hosts of the fake internet."""
_INSIDE: Final = "AWESOME_LINT_BENCHMARK_HOSTS"
_UNSHARE: Final = ("unshare", "--map-root-user", "--net", "--mount")
_SET_UP: Final = (
    ("ip", "link", "set", "lo", "up"),
    ("ip", "route", "add", "local", ADDRESSES, "dev", "lo"),
    ("mount", "--bind", "{hosts}", "/etc/hosts"),
    ("mount", "--bind", "{switch}", "/etc/nsswitch.conf"),
)
"""Names are looked up in the file only, so that others do not exist."""


def inside(main: Callable[[Path], int]) -> int:
    """Run `main` in an isolated network with the file of names; return its status.

    If namespaces are not available, a message is printed and nothing is run.
    """
    if _INSIDE in os.environ:
        return main(Path(os.environ[_INSIDE]))
    with TemporaryDirectory() as directory:
        places = {"hosts": f"{directory}/hosts", "switch": f"{directory}/nsswitch.conf"}
        Path(places["hosts"]).touch()
        Path(places["switch"]).write_text("hosts: files\n", encoding="ascii")
        steps = [" ".join(step).format_map(places) for step in _SET_UP]
        set_up = [*_UNSHARE, "sh", "-ec", "; ".join(steps) + '; exec "$@"', "sh"]
        try:
            subprocess.run([*set_up, "true"], check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            reason = getattr(error, "stderr", "") or str(error)
            print(f"Not measured: there can be no network namespace here: {reason.strip()}")
            return 0
        command = [*set_up, sys.executable, *sys.argv]
        environment = {**os.environ, _INSIDE: places["hosts"]}
        return subprocess.run(command, env=environment, check=False).returncode
