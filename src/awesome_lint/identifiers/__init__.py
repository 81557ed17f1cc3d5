"""Grammars of what links and cells name: arXiv, DOI, URLs, venues. Pure functions."""
