"""One debug session: what it is made of, its loops and requests, and the program that it runs."""
