"""A bug to find: the second customer pays too much

Ada buys tea and a book; Grace buys only a pen, yet her bill has three lines.
Set a breakpoint on the first line inside `bill_for` and press Debug. At the
second stop look at `items` in Variables, before anything was added to it.
Type `bill_for.__defaults__` in the terminal while paused: who owns that list?
"""

PRICES = {"tea": 3.50, "book": 12.00, "pen": 1.20}


def bill_for(customer, basket, items=[]):  # noqa: B006 - this is the bug
    """Add every thing in the basket to the bill, and return its total."""
    total = 0.0
    for thing in basket:
        items.append((thing, PRICES[thing]))
    for _thing, price in items:
        total += price
    print(f"{customer} pays {total:.2f} for {len(items)} item(s)")
    return total


ada = bill_for("Ada", ["tea", "book"])
grace = bill_for("Grace", ["pen"])

expected = PRICES["pen"]
if grace == expected:
    print("The bills are right. Well done!")
else:
    print(f"Grace should pay {expected:.2f}, not {grace:.2f}. Can you see why?")
