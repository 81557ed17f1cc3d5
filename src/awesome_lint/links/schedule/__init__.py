"""Queues and rate limits of hosts."""
