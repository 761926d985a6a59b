"""A bug to find: the second customer pays too much

Ada buys tea and a book; Grace buys only a pen, yet her bill has three lines.
Set a breakpoint on the first line inside `bill_for` and press Debug. At each
stop look at the values in Variables before you go on: is each of them what you
expect at the start of a new bill? Step from there to see where it goes wrong.
"""

PRICES = {"tea": 3.50, "book": 12.00, "pen": 1.20}


def bill_for(customer, basket, items=[]):
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
