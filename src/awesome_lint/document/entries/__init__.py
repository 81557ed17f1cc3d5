"""The contents of a line of a list: title, venue, year and main link."""
