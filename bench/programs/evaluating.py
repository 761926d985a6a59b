"""Code run by `exec` and `eval`: compiled once and run often, and compiled each time."""

import clock

SQUARE = compile("value * value + 1", "<square>", "eval")
STEP = compile("total = total + value", "<step>", "exec")


def evaluate(code, value):
    if value < 0:
        text = f"value {value}"  # @hot
        print(text)  # @hot
        value = -value  # @hot
        half = value // 2  # @hot
        return half  # @hot
    return eval(code, {"value": value})  # @loop value < 0


def run(code, space):
    if "total" not in space:
        text = f"{len(space)} names"  # @hot
        print(text)  # @hot
        space["total"] = 0  # @hot
        total = space["total"]  # @hot
        return total  # @hot
    exec(code, space)
    return space["total"]


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
    space = {"total": 0, "value": 1}
    total = 0
    for n in range(size):
        for value in range(60):
            total += evaluate(SQUARE, value)
        for _ in range(100):
            total += run(STEP, space)
        total += eval("n + 1", {"n": n})
    return total


if __name__ == "__main__":
    clock.run(work)
