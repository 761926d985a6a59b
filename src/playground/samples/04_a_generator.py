"""A generator: values made one at a time

Nothing here builds a long list: each number travels through the whole chain
before the next one is made. Set breakpoints on the three lines with `yield`,
press Debug, and Continue a few times to see in which order they run. Then add
`number` to Watch and step: a generator keeps its variables between two values.
"""


def count_from(number):
    """All whole numbers from `number` on. It never ends by itself."""
    while True:
        yield number
        number += 1


def only_primes(numbers):
    """Let a number pass if no smaller prime divides it."""
    found = []
    for number in numbers:
        if all(number % prime for prime in found):
            found.append(number)
            yield number


def take(how_many, numbers):
    """The first `how_many` numbers, and then stop asking."""
    for _ in range(how_many):
        yield next(numbers)


primes = only_primes(count_from(2))

for prime in take(8, primes):
    print("prime:", prime)

print("The generator is only paused; the next prime is", next(primes))
