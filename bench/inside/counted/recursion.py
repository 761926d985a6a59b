"""For counting, not for timing: what the hook does between the two stops, with every breakpoint bound."""


def fib(n):
    if n < 0:
        n = 0  # @hot
        return n  # @hot
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def unused(n):
    m = n + 1  # @cold
    return m * 2  # @cold


print("before")  # @before
result = fib(22)
print(result)  # @after
