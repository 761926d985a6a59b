"""What becomes of an exception that has just been raised: whether anything handles it before it leaves the program."""
