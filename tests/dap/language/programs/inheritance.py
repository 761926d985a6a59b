# fmt: off
class A:
    def __init__(self):
        self.log = ["A"]

    def greet(self):
        return "A"


class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")

    def greet(self):
        return "B" + super().greet()


class C(A):
    def greet(self):
        return "C" + super().greet()


class D(B, C):
    pass


d = D()
print(d.greet(), d.log)
