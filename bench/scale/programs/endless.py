"""Prints as fast as it can, until it is ended."""

number = 0
while True:
    print("line", number)
    number += 1
