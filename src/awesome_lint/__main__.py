"""The process of the command: `awesome-lint`, `python -m awesome_lint`."""

import gc
import sys

from awesome_lint import cli


def main() -> int:
    """Run the command with the arguments of the process, and return its exit status."""
    status = cli.main()
    # Python collects garbage when it exits, which takes an eighth of a run and frees nothing.
    gc.freeze()
    return status


if __name__ == "__main__":
    sys.exit(main())
