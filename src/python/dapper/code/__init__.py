"""Code objects and files, without the values that run through them: whose code it is, which lines, which source."""
