"""What a line of a list says: title, venue, year and main link."""
