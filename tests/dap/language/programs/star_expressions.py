# fmt: off
def parts():
    return [1, 2, 3]


first, *middle, last = (
    *parts(),
    *"ab",
)
merged = {
    **{"a": 1},
    **{"b": 2},
}
for head, *tail in [(1, 2, 3), (4,)]:
    print(head, tail)
print([*parts(), *middle], {*parts()}, merged, first, last)
