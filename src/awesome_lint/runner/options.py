"""What a command line asks for."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.config.presets import Preset
from awesome_lint.links.settings import Scope
from awesome_lint.model import Shard

FailOn = Literal["error", "warning", "info", "never"]
Links = Literal["all", "changed", "none"]
Color = Literal["auto", "always", "never"]

UNNAMED = "<stdin>"
"""What standard input is called that has no name."""


class Format(Struct, frozen=True):
    """A report to write: in which format, and to which file; to standard output where empty."""

    name: str
    file: str = ""


class Invocation(Struct, frozen=True):
    """What a command line asks for; the fields are named as the options are.

    Times are in seconds. An option that was not given is empty, False or None.
    """

    paths: tuple[str, ...]
    offline: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    preset: Preset | None
    config: str
    no_config: bool
    format: tuple[Format, ...]
    fail_on: FailOn
    diff_base: str
    baseline: str
    write_baseline: str
    prune_baseline: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    links: Links
    timeout: float
    deadline: float | None
    max_concurrency: int
    allow_private_hosts: bool
    proxy: str
    host_stats: bool
    shard: Shard | None
    merge: bool
    cache_dir: str
    no_cache: bool
    refresh: bool
    cache_scope: Scope | None
    stdin_filename: str
    quiet: bool
    verbose: bool
    color: Color
    statistics: bool
    explain: str
    list_rules: bool
    show_config: bool
