# fmt: off
def make(n):
    return n


table = {
    "a": make(1),
    "b": [
        make(2),
        make(3),
    ],
    make("c"): (
        4,
        make(5),
    ),
}
text = "first" \
    "second"
total = make(1) + \
    make(2)
print(table, text, total)
