"""The command `gh` for a repository whose state is a JSON file: `fake_gh.py STATE ARGUMENTS…`.

It has the calls of the example workflows only, and refuses a call that the permissions of GH_TOKEN
do not allow. The state has `tokens` (permissions by token), `pulls`, `comments` and `artifacts`
(directories by run and name).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from executables import executable


def install(directory: Path, state: Path) -> None:
    """Write the command, for the state in a file, to a directory of programs."""
    directory.mkdir(exist_ok=True)
    # Python starts faster without `site`.
    executable(directory / "gh", f'exec "{sys.executable}" -S "{__file__}" "{state}" "$@"')


def main() -> str:
    """Return the output of the call, whose effect is in the state."""
    path, *arguments = sys.argv[1:]
    state = json.loads(Path(path).read_text(encoding="utf-8"))
    output = _call(state, arguments)
    Path(path).write_text(json.dumps(state), encoding="utf-8")
    return output


def _call(state: Any, arguments: list[str]) -> str:
    words = [each for each in arguments if not each.startswith("--")]
    given = dict(pairwise(arguments))
    match arguments:
        case ["api", "--method", "GET", target, *_] if target.endswith("/pulls"):
            _require(state, "pull-requests", "read")
            return json.dumps(
                [each for each in state["pulls"] if given["--raw-field"] == f"head={each['from']}"]
            )
        case ["api", "--paginate", target]:
            _require(state, "pull-requests", "read")
            number = _number(target)
            return json.dumps([each for each in state["comments"] if each["pull"] == number])
        case ["api", "--method", "POST", target, "--field", body]:
            _require(state, "pull-requests", "write")
            comment: dict[str, Any] = {"id": len(state["comments"]) + 1, "pull": _number(target)}
            comment |= {"user": {"login": "github-actions[bot]"}, "body": _read(body), "edits": 0}
            state["comments"].append(comment)
            return json.dumps(comment)
        case ["api", "--method", "PATCH", target, "--field", body]:
            _require(state, "pull-requests", "write")
            (comment,) = (each for each in state["comments"] if each["id"] == _number(target))
            comment |= {"body": _read(body), "edits": comment["edits"] + 1}
            return json.dumps(comment)
        case ["run", "download", run, "--name", name, "--dir", directory]:
            _require(state, "actions", "read")
            shutil.copytree(
                state["artifacts"][run][name], directory, symlinks=True, dirs_exist_ok=True
            )
        case ["auth", "setup-git"]:
            _require(state, "contents", "write")
        case ["pr", "list", *_]:
            found = (each["number"] for each in state["pulls"] if each["branch"] == given["--head"])
            return "".join(f"{number}\n" for number in found)
        case ["pr", "create", *_]:
            _require(state, "pull-requests", "write")
            state["pulls"].append(
                {
                    "number": len(state["pulls"]) + 1,
                    "base": given["--base"],
                    "branch": given["--head"],
                    "title": given["--title"],
                    "body": Path(given["--body-file"]).read_text(encoding="utf-8"),
                }
            )
        case ["pr", "edit", number, *_]:
            _require(state, "pull-requests", "write")
            (pull,) = (each for each in state["pulls"] if each["number"] == int(number))
            pull["body"] = Path(given["--body-file"]).read_text(encoding="utf-8")
        case _:
            sys.exit(f"gh: nothing plays {words}")
    return ""


def _require(state: Any, scope: str, level: str) -> None:
    granted = state["tokens"].get(os.environ.get("GH_TOKEN", ""), {}).get(scope, "none")
    if granted not in (level, "write"):
        sys.exit(f"gh: HTTP 403: the token needs {scope}: {level}, and has {granted}")


def _number(target: str) -> int:
    (number,) = re.findall(r"/(?:issues|comments)/(\d+)", target)
    return int(number)


def _read(field: str) -> str:
    return Path(field.removeprefix("body=@")).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(main())
