"""Closures: cells, nonlocal, late binding, factories, partials."""

from functools import partial, reduce

log = []


def make_counter(start=0, step=1):
    count = start

    def counter():
        nonlocal count
        count += step
        return count  # @counted: count, step

    def reset(to=start):
        nonlocal count
        count = to  # @reset: to, count

    counter.reset = reset
    return counter


def make_account(owner):
    """An object made of functions that share one cell."""
    balance = 0

    def deposit(amount):
        nonlocal balance
        balance += amount
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            missing = amount - balance
            raise ValueError(f"{owner} lacks {missing}")  # @lacking: owner, amount, missing
        balance -= amount
        return balance

    def show():
        return f"{owner}: {balance}"

    return {"deposit": deposit, "withdraw": withdraw, "show": show}  # @account_made: owner


def late_binding():
    """The famous surprise, and its cure."""
    late = []
    early = []
    for number in range(3):
        late.append(lambda: number)  # @late_lambda: number
        early.append(lambda number=number: number)
    return [function() for function in late], [function() for function in early]


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
            log.append(value)  # @composing: value
        return value

    return composed


def levels(a):
    def second(b):
        def third(c):
            total = a + b + c
            return total  # @third_level: a, b, c, total

        return third

    return second


def make_average():
    values = []

    def average(value):
        values.append(value)
        return sum(values) / len(values)  # @average: values

    return average


def visit(tree, on_leaf, on_branch=None):
    """Call back on each leaf, and on each branch on the way up."""
    if isinstance(tree, tuple):
        for child in tree:
            visit(child, on_leaf, on_branch)
        if on_branch:
            on_branch(len(tree))
    else:
        on_leaf(tree)


def summarise(tree):
    leaves = 0
    widest = 0

    def on_leaf(value):
        nonlocal leaves
        leaves += value  # @leaf_callback: value, leaves

    def on_branch(width):
        nonlocal widest
        widest = max(width, widest)  # @branch_callback: width, widest

    visit(tree, on_leaf, on_branch)
    return leaves, widest


class Button:
    """Keeps callbacks that close over local variables of others."""

    def __init__(self):
        self.handlers = []

    def on_press(self, handler):
        self.handlers.append(handler)
        return handler

    def press(self, times=1):
        return [handler(times) for handler in self.handlers]  # @pressing: times


def make_buttons():
    button = Button()
    pressed = 0

    @button.on_press
    def remember(times):
        nonlocal pressed
        pressed += times
        return pressed  # @decorated_closure: pressed, times

    button.on_press(lambda times: -times)
    return button


tick = make_counter()
tock = make_counter(10, step=5)
print(tick(), tick(), tock(), tick(), tock())
tick.reset(100)
print(tick())

account = make_account("ada")
account["deposit"](50)
print(account["show"](), account["withdraw"](20))
try:
    account["withdraw"](99)
except ValueError as error:
    print("error:", error)
print(account["show"].__code__.co_freevars)

print("late and early:", *late_binding())

double_then_add = compose(lambda value: value * 2, partial(pow, 2), str)
print(double_then_add(3), log)
print(levels(1)(20)(300))

average = make_average()
print([average(value) for value in (10, 20, 60)])
print(summarise((1, (2, 3, 4), (5, (6,)))))

button = make_buttons()
print(button.press(), button.press(3))

total = reduce(lambda left, right: left + right, range(5))  # @reducing
print("total:", total)  # @end: total
