"""Cache of the results of link checks."""
