"""`python -m awesome_lint`."""

from awesome_lint.cli import run

if __name__ == "__main__":
    run()
