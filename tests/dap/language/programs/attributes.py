# fmt: off
class Lazy:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return name.upper()

    def __setattr__(self, name, value):
        super().__setattr__(name, value + 1)


lazy = Lazy()
lazy.n = 1
print(lazy.n, lazy.other)
print(getattr(lazy, "_x", "default"), hasattr(lazy, "_y"))
