"""A conditional breakpoint: one turn out of fifteen thousand

Halve an even number, else triple it and add one: every start seems to reach 1,
but some take a long way. A plain breakpoint in this loop would stop you again
and again. Set one on `if steps > longest:`, with the condition `steps > 270`.
Or stop at turn `==1000` by a hit count. On the line `longest = steps`, try the
log message `{start} needs {steps} steps`: it prints without stopping.
"""


def collatz_steps(number):
    """How many steps it takes from `number` down to 1."""
    steps = 0
    while number != 1:
        if number % 2 == 0:
            number //= 2
        else:
            number = 3 * number + 1
        steps += 1
    return steps


longest = 0
champion = 1

for start in range(1, 15_000):
    steps = collatz_steps(start)
    if steps > longest:
        longest = steps
        champion = start

print(f"Below 15,000 the longest way starts at {champion}: {longest} steps")
