"""The border of this package: the host that it speaks to its client by, and the errors that a client reads."""
