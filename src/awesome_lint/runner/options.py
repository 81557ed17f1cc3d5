"""Options of a run, with the defaults of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from awesome_lint.model import Shard

if TYPE_CHECKING:  # a program that imports Options does not pay for these
    from awesome_lint.config.presets import Preset
    from awesome_lint.links.settings import CacheScope

Links = Literal["all", "changed", "none"]

UNNAMED: Final = "<stdin>"
"""The name of standard input unless `--stdin-filename` gives another."""

NO_DIFF_BASE: Final = "none"
"""The value of `diff_base` that reports everything, also in a workflow of a pull request."""

EXCLUSIVE: Final = (
    ("config", "no_config"),
    ("fix", "diff"),
    *(("merge", other) for other in ("shard", "fix", "diff", "write_baseline", "baseline")),
    *(("add_suppressions", other) for other in ("merge", "fix", "diff", "write_baseline")),
    ("cache_dir", "no_cache"),
    ("refresh", "no_cache"),
    ("write_baseline", "diff_base"),
    ("write_baseline", "baseline"),
    ("write_baseline", "diff"),
    ("prune_baseline", "diff"),
)
"""Pairs of options that cannot be combined."""

REQUIRED: Final = (("unsafe_fixes", ("fix", "diff")), ("prune_baseline", ("baseline",)))
"""Options that need another one: any of those behind them."""


class Format(Struct, frozen=True):
    """A report to write."""

    name: str
    """The name of the format, such as `sarif`."""
    file: str = ""
    """The file to write it to; empty for standard output."""


class Options(Struct, frozen=True, kw_only=True):
    """Options of a run; the fields have the names of the command's options."""

    paths: tuple[str, ...] = ()
    """Files and directories to lint; `-` is standard input. Empty for the README that
    GitHub shows for the current directory."""
    exclude: tuple[str, ...] = ()
    """Patterns of files not to lint, in addition to those of the configuration: with the syntax of
    `.gitignore`, from the current directory."""
    offline: bool = False
    """Whether no network is used, so that rules about links do not run."""
    select: tuple[str, ...] = ()
    """Ids and globs of the only rules to run; empty for those of the configuration."""
    ignore: tuple[str, ...] = ()
    """Ids and globs of rules not to run."""
    preset: Preset | None = None
    """The preset that takes precedence over the configuration's `extends`."""
    config: str = ""
    """The configuration file; empty to search for one from each file's directory upwards."""
    no_config: bool = False
    """Whether no configuration file is read."""
    diff_base: str = ""
    """The git revision since whose merge base changes are reported. Empty for the base of the
    pull request that `environment` describes, if any; `none` to report everything."""
    baseline: str = ""
    """The file of findings that are not reported."""
    write_baseline: str = ""
    """The file to write all findings to, as a baseline; none are reported then."""
    prune_baseline: bool = False
    """Whether findings that no longer occur are removed from `baseline`."""
    add_suppressions: bool = False
    """Whether comments that suppress the findings are added to their lines."""
    fix: bool = False
    """Whether safe fixes are applied and the files written."""
    unsafe_fixes: bool = False
    """Whether `fix` and `diff` apply unsafe fixes as well."""
    diff: bool = False
    """Whether fixes are computed but not written; nothing else is reported then."""
    links: Links = "all"
    """The links to check; `changed` are those on changed lines."""
    timeout: float = 20.0
    """The seconds that one request may take."""
    deadline: float | None = None
    """The seconds that the whole link check may take; None for no limit."""
    max_concurrency: int = 64
    """The number of requests that may be in flight at once."""
    allow_private_hosts: bool = False
    """Whether private, loopback and link-local IP addresses may be connected to."""
    proxy: str = ""
    """The URL of an HTTP proxy for all requests; empty for none."""
    shard: Shard | None = None
    """The shard of the link check to run; None for all of it."""
    merge: bool = False
    """Whether `paths` are JSON reports of all shards, to be merged into one run."""
    jobs: int = 1
    """The number of processes that parse and lint several files; 0 for one per core, which is the
    default of the command. A program that sets it needs the guard `if __name__ == "__main__":`
    where Python does not fork processes: on macOS, on Windows, and from Python 3.14 on."""
    cache_dir: str = ""
    """The directory of the caches of links and results; empty for the user's cache directory."""
    no_cache: bool = False
    """Whether no cache is read or written."""
    refresh: bool = False
    """Whether links are requested even if the cache has a recent result."""
    cache_scope: CacheScope | None = None
    """The cache to use; None for `untrusted` in pull requests and `trusted` elsewhere."""
    stdin_filename: str = UNNAMED
    """The file name of standard input, which also says where its configuration is searched."""
    reports: tuple[Format, ...] = ()
    """Reports that the caller writes after the run. The run does not write them; it refuses to
    start if one cannot be written or would overwrite a file that the run reads. It collects what
    only some formats show, such as the sections for `html`."""
    environment: Mapping[str, str] = {}
    """Environment variables that describe a step of GitHub Actions and hold its token. The command
    passes its own environment; by default, none is read."""


def conflict(options: Options) -> str:
    """Return the reason why options cannot be combined, or an empty string."""
    for one, other in EXCLUSIVE:
        if getattr(options, one) and getattr(options, other):
            return f"{flag(one)} and {flag(other)} exclude each other"
    for name, needed in REQUIRED:
        if getattr(options, name) and not any(getattr(options, each) for each in needed):
            return f"{flag(name)} goes with {' or '.join(map(flag, needed))}"
    if options.add_suppressions and "-" in options.paths:
        return "--add-suppressions edits files, and cannot edit standard input"
    return ""


def flag(name: str) -> str:
    """Return the command-line option of a field, such as `--diff-base`."""
    return f"--{name.replace('_', '-')}"
