"""Generators: a log pipeline, send, throw, close, yield from."""

from collections import defaultdict
from itertools import islice

LOG = """\
10:00 ada login
10:01 bob login
10:03 ada open report
  # a comment in the log
10:04 eve fail login
10:07 ada save report
10:09 bob logout
broken line
10:12 ada logout
"""


def lines(text):
    """Each line that is neither empty nor a comment."""
    for line in text.splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line


def parse(numbered):
    for number, line in numbered:
        time, _, rest = line.partition(" ")
        hours, colon, minutes = time.partition(":")
        if not colon:
            rejected.append(number)  # @rejected: number, line
            continue
        user, _, action = rest.partition(" ")
        yield {"minute": int(hours) * 60 + int(minutes), "user": user, "action": action}


def only(records, **wanted):
    for record in records:
        if all(record[key] == value for key, value in wanted.items()):
            yield record  # @only_passes: record["user"], record["minute"]


def windows(values, size):
    """Overlapping windows of a series."""
    window = []
    for value in values:
        window.append(value)
        if len(window) > size:
            del window[0]
        if len(window) == size:
            yield tuple(window)  # @window: window


def running_mean():
    """A coroutine in the old sense: send it a number, get the mean so far."""
    total = 0
    count = 0
    mean = None
    try:
        while True:
            value = yield mean
            if value is None:
                continue
            total += value
            count += 1
            mean = total / count  # @mean: value, total, count
    finally:
        closed.append(f"mean of {count}")  # @mean_closed: count


def resilient():
    """A generator that turns what is thrown into it into a value."""
    caught = 0
    while True:
        try:
            yield caught
        except ValueError as error:
            caught += int(str(error))  # @thrown: caught, str(error)


def inner(label):
    received = yield f"{label}: ready"
    yield f"{label}: got {received}"
    return label.upper()  # @inner_return: received


def outer():
    """Delegates to two others, and collects what they return."""
    results = []
    for label in ("first", "second"):
        result = yield from inner(label)
        results.append(result)  # @delegated: result, results
    yield results


def flatten(tree):
    """The leaves of a nested list, by recursion over yield from."""
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node  # @leaf: node


class Countdown:
    """An iterable whose iterator is a generator method."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        number = self.start
        while number:
            yield number
            number -= 1  # @countdown: number, self.start


rejected = []
closed = []

records = list(parse(enumerate(lines(LOG), 1)))
by_user = defaultdict(list)
for record in records:
    by_user[record["user"]].append(record["action"])
for user in sorted(by_user):
    print(user, "->", "; ".join(by_user[user]))
print("rejected lines:", rejected)

print("ada:", [record["action"] for record in only(records, user="ada")])

minutes = (record["minute"] for record in records)
gaps = [after - before for before, after in windows(minutes, 2)]
print("gaps:", gaps, "longest:", max(gaps))  # @gaps: gaps

mean = running_mean()
next(mean)
for gap in gaps[:3]:
    print(f"mean: {mean.send(gap):.2f}")
mean.close()
print("closed:", closed)

patient = resilient()
next(patient)
print("thrown:", patient.throw(ValueError("40")), patient.throw(ValueError("2")))

delegate = outer()
answers = [next(delegate)]
answers.append(delegate.send("hello"))
answers.append(next(delegate))
answers += [delegate.send("again"), next(delegate)]
for answer in answers:
    print("answer:", answer)

print("leaves:", list(flatten([1, [2, [3, []]], 4])))
print("countdown:", *Countdown(3))
squares = (number * number for number in Countdown(99))  # @generator_expression
print("squares:", list(islice(squares, 3)))
