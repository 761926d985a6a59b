"""Comprehensions: lists, sets, dicts, generators, nested, with conditions."""

WORDS = ["apple", "fig", "banana", "kiwi", "cherry", "date", "plum"]
MATRIX = [[1, 2, 3], [4, 5, 6]]


def weigh(word):
    total = sum(ord(letter) - 96 for letter in word)
    return total  # @weigh: word, total


def lengths(words):
    return [
        len(word)  # @list_element: word
        for word in words
        if word.startswith(("a", "b"))
    ]


def transpose(matrix):
    return [
        [row[column] for row in matrix]  # @nested_inner: column
        for column in range(len(matrix[0]))
    ]


def by_length(words):
    return {
        length: [word for word in words if len(word) == length]
        for length in sorted({len(word) for word in words})  # @set_source
    }


def initials(words):
    return {word[0] for word in words if len(word) > 4}  # @set_comprehension: len(words)


def pairs(limit):
    return [
        (left, right)
        for left in range(1, limit)
        for right in range(left, limit)
        if left * right == limit  # @pair_condition: left, right
    ]


def lazily(words):
    loud = (
        word.upper()  # @lazy_element: word
        for word in words
        if len(word) == 4
    )
    first = next(loud)
    return first, list(loud)  # @lazy_first: first


def walrus(words):
    """A name that leaks out of the comprehension on purpose."""
    found = [weight for word in words if (weight := weigh(word)) > 50]
    return found, weight  # @walrus: found, weight


def shadowed():
    word = "outer"
    inner = [word for word in ("in", "side")]
    return word, inner  # @shadowed: word, inner


def with_function(words):
    def key(word):
        return (-len(word), word)  # @sort_key: word

    return [word for word in sorted(words, key=key)]


def lambdas():
    adders = [lambda value, n=n: value + n for n in range(3)]
    return [adder(10) for adder in adders]  # @lambda_list: len(adders)


class Table:
    """Comprehensions in a class body and in methods."""

    names = ("x", "y", "z")
    index = {name: place for place, name in enumerate(names)}  # @class_comprehension: names

    def __init__(self, rows):
        self.rows = [dict(zip(self.names, row, strict=True)) for row in rows]

    def column(self, name):
        return [row[name] for row in self.rows]  # @method_comprehension: name

    def where(self, **wanted):
        return [
            row
            for row in self.rows
            if all(
                row[key] == value
                for key, value in wanted.items()  # @inner_generator: wanted
            )
        ]


print("lengths:", lengths(WORDS))
print("transposed:", transpose(MATRIX))
print("by length:", by_length(WORDS))
print("initials:", sorted(initials(WORDS)))
print("pairs:", pairs(6))
print("lazily:", lazily(WORDS))
print("walrus:", walrus(["fig", "plum", "kiwi"]))
print("shadowed:", shadowed())
print("sorted:", with_function(["b", "aa", "cc", "a"]))
print("lambdas:", lambdas())

table = Table([(1, 2, 3), (1, 5, 6)])
print("column:", table.column("y"), table.index)
print("where:", table.where(x=1, z=6))

flat = [number for row in MATRIX for number in row]  # @module_comprehension: len(MATRIX)
print("flat:", flat)
print("any and all:", any(n > 5 for n in flat), all(n > 5 for n in flat))
longest = max((len(word), word) for word in WORDS)
print("longest:", longest)  # @end: longest
