"""Rules run, suppressions applied, findings compared with a baseline and a change."""
