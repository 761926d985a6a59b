# fmt: off
def describe(value):
    match value:
        case 0 | 1:
            return "bit"
        case "text":
            return "word"
        case None:
            return "nothing"
        case int(n) if n > 100:
            return "large"
        case int():
            return "number"
        case _:
            return "other"


for value in (1, "text", None, 200, 5, 2.5):
    print(describe(value))
