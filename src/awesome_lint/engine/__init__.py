"""Runs rules, applies suppressions, and compares findings with a baseline and a change."""
