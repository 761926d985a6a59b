"""The boundary of this package: the host through which it speaks to its client, and the errors that a client reads."""
