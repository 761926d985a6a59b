"""Stops again and again, with something for each feature of the debugger."""

limit = 10


def inner(n):
    return n + 1


def outer(n):
    total = 0
    data = bytearray(100)
    rows = [{"name": each, "size": len(each)} for each in ("one", "two", "three")]
    total += inner(n) + inner(total)  # @stop
    for _ in range(3):
        total += 1
    return total, data, rows  # @after


def main():
    while True:
        outer(2)


main()
