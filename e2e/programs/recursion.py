"""Recursion: hanoi, flood fill, permutations, mutual recursion, trees, sudoku."""

MAP = """\
~~~~~~~~
~##~~#~~
~#~~##~~
~~~~~~~~
~~#~~~#~
"""


def hanoi(n, source, target, spare, moves):
    """Move n discs; the list of moves grows on the way."""
    if n == 0:
        return moves
    hanoi(n - 1, source, spare, target, moves)
    moves.append(f"{source}{target}")  # @hanoi_move: n, source, target
    return hanoi(n - 1, spare, target, source, moves)


def flood(grid, row, column):
    """Sink an island, and say how large it was."""
    if not (0 <= row < len(grid) and 0 <= column < len(grid[0])):
        return 0
    if grid[row][column] != "#":
        return 0
    grid[row][column] = "~"  # @sinking: row, column
    return 1 + sum(flood(grid, row + down, column + right) for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)))


def islands(text):
    grid = [list(line) for line in text.splitlines()]
    sizes = []
    for row in range(len(grid)):
        for column in range(len(grid[0])):
            size = flood(grid, row, column)
            if size:
                sizes.append(size)  # @island: size, row, column
    return sizes


def permutations(items):
    if len(items) <= 1:
        yield list(items)
        return
    for index, item in enumerate(items):
        rest = items[:index] + items[index + 1 :]
        for permutation in permutations(rest):
            yield [item, *permutation]  # @permuted: item, permutation


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    if n == 0:
        return False  # @mutual_bottom: n
    return is_even(n - 1)


class Tree:
    """A binary search tree whose methods call themselves."""

    def __init__(self, value):
        self.value = value
        self.left = None
        self.right = None

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(value))  # @inserted: side, value, self.value
        else:
            child.insert(value)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value  # @in_order: self.value
        if self.right:
            yield from self.right

    def height(self):
        below = [child.height() for child in (self.left, self.right) if child]
        return 1 + max(below, default=0)  # @height: self.value, below


def partitions(total, largest=None):
    """All ways to write a number as a sum."""
    largest = largest or total
    if total == 0:
        return [[]]
    return [[first, *rest] for first in range(min(total, largest), 0, -1) for rest in partitions(total - first, first)]


def queens(size, placed=()):
    """The first way to place queens that do not attack each other."""
    row = len(placed)
    if row == size:
        return placed  # @solved: placed
    for column in range(size):
        if all(column != other and abs(column - other) != row - index for index, other in enumerate(placed)):
            solution = queens(size, (*placed, column))
            if solution:
                return solution
    return None


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def depth(n):
    """Recurse deeply, but not without bound."""
    if n == 0:
        return 0  # @deepest: n
    return 1 + depth(n - 1)


moves = hanoi(3, "A", "C", "B", [])
print(len(moves), "moves:", " ".join(moves))
print("islands:", islands(MAP))
print("permutations:", ["".join(letters) for letters in permutations(list("abc"))])
print("even:", is_even(10), is_even(7))

tree = Tree(5)
for value in (2, 8, 1, 9):
    tree.insert(value)
print("tree:", list(tree), "height", tree.height())

print("partitions:", partitions(5))
solution = queens(6)
for column in solution:
    print("." * column + "Q" + "." * (5 - column))
print("ackermann:", ackermann(2, 3))
print("depth:", depth(200))


def countdown(n):
    def inner():
        return n, countdown(n - 1) if n else None  # @inner_closure: n

    return inner()


print("nested:", countdown(2))  # @end: len(moves)
