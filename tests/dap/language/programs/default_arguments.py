# fmt: off
def expensive(name):
    print("evaluated", name)
    return name


def function(
    a=expensive("a"),
    *,
    b=expensive("b"),
) -> expensive("annotation"):
    return a + b


print(function())
print(function(b="c"))
