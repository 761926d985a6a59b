# fmt: off
def find(items, wanted):
    for item in items:
        if item == wanted:
            place = item
            break
    else:
        place = None
    return place


print(find([1, 2, 3], 2))
print(find([1, 2], 5))
print(find([], 5))
