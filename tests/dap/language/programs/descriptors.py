# fmt: off
class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(value)
        setattr(instance, self.name, value)


class Item:
    price = Positive()

    def __init__(self, price):
        self.price = price


item = Item(3)
item.price += 1
try:
    item.price = -1
except ValueError:
    print("refused")
print(item.price)
