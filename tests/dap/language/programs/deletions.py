# fmt: off
class Box:
    def __delitem__(self, key):
        print("del item", key)

    def __delattr__(self, name):
        print("del attribute", name)


box = Box()
del box["a"], box.b
items = [1, 2, 3]
del items[0]
del (
    items[0],
    box.c,
)
print(items)
