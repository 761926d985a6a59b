"""A file is edited while its program runs: the new code is used from the next call on."""
