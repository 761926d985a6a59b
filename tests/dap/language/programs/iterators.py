# fmt: off
class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


for n in Countdown(2):
    print(n)
print(list(Countdown(2)))
a, b = Countdown(2)
print(1 in Countdown(3), a, b)
