"""An exception: one measurement is wrong

The program ends with a traceback. Press Debug: it stops where the exception is
raised, with all variables still there. Which station is it, and why is its
list empty? Switch on "Raised" under Exceptions and debug again: now it also
stops at the ValueError that `parse` handles by itself.
"""

REPORTS = """\
north: 12.5, 13.1, 12.9
east: 9.8, n/a, 10.4
south: n/a
west: 15.0, 14.2
"""


def parse(line):
    """Split 'name: 1.0, 2.0' into the name and its numbers."""
    station, _, rest = line.partition(":")
    values = []
    for text in rest.split(","):
        try:
            values.append(float(text))
        except ValueError:
            print(f"{station}: {text.strip()!r} is not a number, left out")
    return station, values


def mean(values):
    return sum(values) / len(values)


def report(text):
    for line in text.splitlines():
        station, values = parse(line)
        print(f"{station}: {mean(values):.1f} degrees")


report(REPORTS)
