# fmt: off
def count(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


total = 0
for value in count(3):
    total += value
numbers = count(2)
print(next(numbers), list(numbers), total)
