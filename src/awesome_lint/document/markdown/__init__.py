"""Blocks, inline Markdown and HTML: the only part that knows markdown-it-py."""
