# fmt: off
def yes():
    return True


def no():
    return False


value = "a" if yes() else "b"
other = (
    "left"
    if no()
    else "middle"
    if no()
    else "right"
)
print(value, other)
