"""Shared parts of the benchmarks of the link check: an isolated network, lists, and tools."""
