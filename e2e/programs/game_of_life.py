"""Conway's game of life on an endless board, by sets and by neighbour counts."""

from collections import Counter
from itertools import product

GLIDER = """
.#.
..#
###
"""

BLINKER = """
###
"""

TOAD = """
.###
###.
"""

OFFSETS = [(x, y) for x, y in product((-1, 0, 1), repeat=2) if (x, y) != (0, 0)]


def parse(picture, at=(0, 0)):
    """The cells of a picture, as a set of (x, y)."""
    left, top = at
    lines = picture.strip().splitlines()
    return {(left + x, top + y) for y, line in enumerate(lines) for x, char in enumerate(line) if char == "#"}


def neighbours(cell):
    x, y = cell
    for dx, dy in OFFSETS:
        yield x + dx, y + dy


def step(cells):
    """The next generation."""
    counts = Counter()
    for cell in cells:
        counts.update(neighbours(cell))
    born = {cell for cell, count in counts.items() if count == 3}
    survive = {cell for cell in cells if counts[cell] == 2}
    return born | survive  # @next_generation: len(cells), len(born), len(survive)


def bounds(cells):
    xs = [x for x, _ in cells]
    ys = [y for _, y in cells]
    return min(xs), min(ys), max(xs), max(ys)  # @bounds: len(xs), min(xs), max(ys)


def draw(cells):
    left, top, right, bottom = bounds(cells)
    rows = []
    for y in range(top, bottom + 1):
        row = "".join("#" if (x, y) in cells else "." for x in range(left, right + 1))
        rows.append(row)  # @row: y, row
    return "\n".join(rows)


class Life:
    """A board that knows its age and can be iterated for ever."""

    rule = "B3/S23"
    history_size = 6  # @class_body: rule

    def __init__(self, cells):
        self.cells = frozenset(cells)
        self.age = 0
        self.history = []

    def __iter__(self):
        while self.cells:
            yield self
            self.advance()  # @iterated: self.age

    def __len__(self):
        return len(self.cells)

    def advance(self):
        self.history.append(self.cells)
        del self.history[: -self.history_size]
        self.cells = frozenset(step(self.cells))
        self.age += 1

    def period(self):
        """After how many generations the board repeats, or None."""
        for ago, earlier in enumerate(reversed(self.history), 1):
            if earlier == self.cells:
                return ago  # @repeats: ago, self.age
        return None


def run(name, picture, generations):
    life = Life(parse(picture))
    for board in life:
        if board.age == generations:
            break
    left, top, _, _ = bounds(life.cells)
    print(f"{name}: {len(life)} cells, first at {left},{top}, period {life.period()}")
    print(draw(life.cells))
    return life  # @ran: name, len(life), life.age


boards = [
    run("glider", GLIDER, 8),
    run("blinker", BLINKER, 3),
    run("toad", TOAD, 2),
]
total = sum(len(board) for board in boards)
print("cells altogether:", total)  # @module_end: total
