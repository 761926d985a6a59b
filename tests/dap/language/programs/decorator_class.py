# fmt: off
class Counted:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)


@Counted
def add(
    a,
    b,
):
    return a + b


add(1, 2)
print(add(3, 4), add.calls)
