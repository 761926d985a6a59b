"""A loop to step through, with variables of several kinds around it."""

import collections
import dataclasses


@dataclasses.dataclass
class Item:
    """Something that is sold."""

    name: str
    price: float
    tags: list


def main():
    items = [Item(f"item {number}", number / 7, ["new", "red"]) for number in range(50)]
    prices = {item.name: item.price for item in items}
    counts = collections.Counter("a sentence with some letters in it")
    total = 1
    last = 0  # @stop
    for turn in range(1, 1_000_000):
        total += turn
        last = total
        total -= len(prices)
    return total, last, counts


main()
