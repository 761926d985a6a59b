# fmt: off
def pick(flag):
    return (
        "yes"
        if flag
        else "no"
    )


def call():
    return pick(
        pick(True) == "yes"
    )


def nothing():
    return


print(call(), pick(0), nothing())
