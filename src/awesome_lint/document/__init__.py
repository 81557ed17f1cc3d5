"""README text to `Document`: the only part that knows Markdown."""
