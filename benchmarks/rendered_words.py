"""Compare the words of each block of READMEs with those that cmark-gfm shows.

    python benchmarks/rendered_words.py README.md [...]

Prints the first difference of each README that has one, and how many have one. Known differences
are those of `tests/support/shown_words.py`. Exits with 1 if more than 2 in 100 READMEs differ.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from linting import parse
from shown_words import shown_words, words_of_blocks

ALLOWED = 0.02
"""Share of READMEs that may differ."""
_AROUND = 4
"""Words before and after a difference that are printed."""


def difference(text: str) -> str:
    """Return the words around the first difference of a README; empty if there is none."""
    shown, read = shown_words(text), words_of_blocks(parse(text).lines)
    if shown == read:
        return ""
    pairs = zip(shown, read, strict=False)
    at = next(
        (index for index, pair in enumerate(pairs) if len({*pair}) > 1),
        min(map(len, (shown, read))),
    )
    around = slice(max(at - _AROUND, 0), at + _AROUND)
    return f"{' '.join(shown[around])!r} is shown, {' '.join(read[around])!r} is read"


def main() -> int:
    """Print the differences; return 1 if there are too many."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("readmes", nargs="+", type=Path, metavar="README.md")
    paths: list[Path] = parser.parse_args().readmes
    found = 0
    for path in paths:
        if text := difference(path.read_text(encoding="utf-8", errors="replace")):
            found += 1
            print(f"{path}: {text}")
    print(f"{found} of {len(paths)} READMEs differ")
    return int(found > ALLOWED * len(paths))


if __name__ == "__main__":
    raise SystemExit(main())
