# fmt: off
log = []
def through():
    try:
        return log.append("try")
    finally:
        log.append("finally")


def replaced():
    try:
        return "first"
    finally:
        return "second"


def swallowed():
    try:
        raise ValueError("lost")
    finally:
        return "kept"


through()
print(replaced(), swallowed(), log)
