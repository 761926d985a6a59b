# fmt: off
def table(rows, columns):
    scale = 2
    cells = [
        row * scale + column
        for row in range(rows)
        for column in range(columns)
    ]
    total = sum(cell for cell in cells)
    return total


class Holder:
    items = [n for n in range(2)]
    doubled = [
        item * 2
        for item in items
    ]


print(table(2, 2), Holder.doubled)
