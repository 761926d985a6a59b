# fmt: off
# needs 3.12
class Box[T]:
    def __init__(self, value: T):
        self.value = value

    def get[S](self, other: S) -> T | S:
        return self.value or other


def first[T: (int, str)](items: list[T]) -> T:
    return items[0]


type Pair[A] = tuple[A, A]
print(Box(0).get("x"), first([1, 2]))
print(Pair.__value__)
