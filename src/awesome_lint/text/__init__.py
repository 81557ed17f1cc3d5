"""Text that any part reads, writes or shows; nothing here knows about lists."""
