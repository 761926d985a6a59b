# fmt: off
count: int = 0
later: "str"
class Typed:
    name: str
    size: int = 3


def typed(a: int, b: "str" = "x") -> bool:
    local: float = 1.5
    unset: int
    return bool(a and b and local)


print(typed(1), Typed.size, count)
