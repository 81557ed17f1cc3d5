"""HTTP requests: connections, redirects' messages, bodies, rate-limit headers."""
