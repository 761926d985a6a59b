# fmt: off
state = "c"
match state:
    case "a":
        print("a")
    case "b":
        print("b")
match (1, 2):
    case (x, y) if x > y:
        print("greater")
    case (x, y): print("one line")
print("after")
