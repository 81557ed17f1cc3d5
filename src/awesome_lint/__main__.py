"""`python -m awesome_lint`."""

import sys

from awesome_lint.cli import main

if __name__ == "__main__":
    sys.exit(main())
