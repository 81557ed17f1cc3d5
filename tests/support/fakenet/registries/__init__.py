"""The registries of the fake internet, with the behavior of the real ones."""
