"""The registries of the fake internet: each answers as its model in the real one does."""
