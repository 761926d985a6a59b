# fmt: off
def say(value):
    return value


both = say(1) and say(0) and say(2)
either = (
    say(0)
    or say("")
    or say("found")
)
if (
    say(1)
    and not say(0)
    and (say(0) or say(3))
):
    print("taken")
print(both, either, 1 < say(2) < 3, say(3) < say(2) < say(1))
