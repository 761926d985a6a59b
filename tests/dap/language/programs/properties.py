# fmt: off
class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 / 9

    @classmethod
    def zero(cls):
        return cls(0)

    @staticmethod
    def name():
        return "Celsius"


warm = Celsius.zero()
warm.fahrenheit = 212
print(warm.fahrenheit, warm.name())
