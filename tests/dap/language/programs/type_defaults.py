# fmt: off
# needs 3.13
class Holder[T = int]:
    def get(self) -> T:
        return 1


print(Holder().get())
print(Holder.__type_params__[0].__default__)
