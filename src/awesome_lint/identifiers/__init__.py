"""Grammars of identifiers in links and cells: arXiv, DOI, URLs, venues. Pure functions."""
