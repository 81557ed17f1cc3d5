"""The link check: which URLs to ask, how to ask politely, and what the answer means."""
