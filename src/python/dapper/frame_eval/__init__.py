"""Frame evaluation: how it is configured, which backend it uses and why, and what is counted and reported."""
