"""Exceptions raised and caught: in one function, across three, with `finally`, in a generator."""

import clock


class Refused(ValueError):
    pass


def check(number):
    if number is None:
        number = 0  # @hot
        text = f"no number but {number}"  # @hot
        print(text)  # @hot
        number += 1  # @hot
        return number  # @hot
    if number % 2:  # @loop number is None
        raise Refused(number)
    return number


def convert(text):
    try:
        return check(int(text))
    except TypeError as error:
        text = str(error)  # @hot
        print(text)  # @hot
        length = len(text)  # @hot
        text = text[:length]  # @hot
        return text  # @hot


def attempt(texts):
    caught = []
    for text in texts:
        try:
            convert(text)
        except Refused as error:
            caught.append(error.args[0])
        except ValueError:
            caught.append(-1)
        finally:
            caught.append(0)
    return caught


def first(source):
    iterator = iter(source)
    while True:
        try:
            yield next(iterator)
        except StopIteration:
            return


def report(value):
    """Never called."""
    text = repr(value)  # @cold
    width = len(text)  # @cold
    words = text.split()  # @cold
    longest = max(words, key=len)  # @cold
    frame = "-" * width  # @cold
    lines = [frame, text, frame]  # @cold
    page = "\n".join(lines)  # @cold
    print(page)  # @cold
    print(longest)  # @cold
    return page  # @cold


def work(size):
    texts = [str(n) if n % 3 else "x" for n in range(200)]
    total = 0
    for _ in range(size):
        total += sum(first(attempt(texts)))
    return total


if __name__ == "__main__":
    clock.run(work)
