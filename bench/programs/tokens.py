"""A tokenizer and a calculator for arithmetic: strings, characters, recursion, a dictionary of functions."""

import operator

import clock

TEXT = "(12 + 3.5) * -x / (y - 4) + 2 * (x + (7 - y) * 0.25) - 81 / 9"
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def tokens(text):
    at = 0
    while at < len(text):
        start = at
        sign = text[at]
        at += 1  # @loop at < 0
        if sign.isspace():
            continue
        if sign.isdigit():
            while at < len(text) and (text[at].isdigit() or text[at] == "."):
                at += 1
            yield "number", float(text[start:at])
        elif sign.isalpha():
            while at < len(text) and text[at].isalnum():
                at += 1
            yield "name", text[start:at]
        elif sign in "()+-*/":
            yield sign, sign
        else:
            message = f"{sign!r} at {start}"  # @hot
            print(message)  # @hot
            rest = text[start:]  # @hot
            print(rest)  # @hot
            raise SyntaxError(message)  # @hot
    yield "end", None


class Calculator:
    def __init__(self, text, names):
        self.tokens = tokens(text)
        self.names = names
        self.kind, self.value = next(self.tokens)

    def advance(self):
        value = self.value
        self.kind, self.value = next(self.tokens)
        return value

    def sum(self):
        value = self.product()
        while self.kind in ("+", "-"):
            value = OPERATORS[self.advance()](value, self.product())
        return value

    def product(self):
        value = self.atom()
        while self.kind in ("*", "/"):
            value = OPERATORS[self.advance()](value, self.atom())
        return value

    def atom(self):
        if self.kind == "-":
            self.advance()
            return -self.atom()
        if self.kind == "(":
            self.advance()
            value = self.sum()
            self.advance()
            return value
        if self.kind == "end":
            message = "the text ends too early"  # @hot
            print(message)  # @hot
            names = list(self.names)  # @hot
            print(names)  # @hot
            raise SyntaxError(message)  # @hot
        return self.names[self.advance()] if self.kind == "name" else self.advance()


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
    total = 0.0
    for n in range(size):
        total += Calculator(TEXT, {"x": n % 10, "y": n % 3}).sum()
    return f"{total:.6f}"


if __name__ == "__main__":
    clock.run(work)
