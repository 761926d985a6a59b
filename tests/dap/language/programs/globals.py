# fmt: off
level = 0
def raise_level():
    global level, created
    level += 1
    created = level


raise_level()
raise_level()
del created
print(level)
