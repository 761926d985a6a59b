"""JSON: documents built, written, read back, changed and compared, with functions of the program called by `json`."""

import json

import clock


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


def encode(value):
    if not isinstance(value, Point):
        text = f"no point: {value!r}"  # @hot
        print(text)  # @hot
        kind = type(value)  # @hot
        print(kind)  # @hot
        raise TypeError(text)  # @hot
    return {"point": [value.x, value.y]}


def decode(members):
    point = members.get("point")
    if point is None:  # @loop members is None
        return members
    if len(point) != 2:
        text = f"{len(point)} numbers"  # @hot
        print(text)  # @hot
        point = point[:2]  # @hot
        print(point)  # @hot
        return None  # @hot
    return Point(*point)


def document(number):
    return {
        "number": number,
        "name": f"document {number} \u00e4\u00f6\u00fc",
        "path": [Point(n, number * n / 4) for n in range(4)],
        "inner": {"list": list(range(8)), "none": None, "true": True},
    }


def report(value):
    """Never called."""
    text = repr(value)  # @cold
    width = len(text)  # @cold
    words = text.split()  # @cold
    longest = max(words, key=len)  # @cold
    frame = "-" * width  # @cold
    lines = [frame, text, frame]  # @cold
    page = "\n".join(lines)  # @cold
    print(page)  # @cold
    print(longest)  # @cold
    return page  # @cold


def work(size):
    length = 0
    for n in range(size):
        before = document(n % 50)
        text = json.dumps(before, default=encode, sort_keys=True)
        after = json.loads(text, object_hook=decode)
        if before != after:
            raise AssertionError(text)
        length += len(text)
    return length


if __name__ == "__main__":
    clock.run(work)
