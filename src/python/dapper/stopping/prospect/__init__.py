"""What will become of an exception that has just been raised: whether anything between it and the program's end handles it."""
