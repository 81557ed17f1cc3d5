"""Results of earlier link checks."""
