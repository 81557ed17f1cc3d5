"""HTTP: connections, requests, responses and their bodies, rate limits."""
