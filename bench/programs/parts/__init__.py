"""A package that is imported anew again and again."""

VALUE = 1
