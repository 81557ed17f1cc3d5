"""What the benchmarks of the link check share: a network of their own, lists, and tools to run."""
