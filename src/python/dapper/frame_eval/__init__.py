"""Frame evaluation: how it is configured, which backend it takes and why, and what is counted and told of it."""
