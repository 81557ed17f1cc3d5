"""What responses mean for a link. Pure functions."""
