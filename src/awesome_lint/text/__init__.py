"""Text that any part reads, writes or shows, independent of lists."""
