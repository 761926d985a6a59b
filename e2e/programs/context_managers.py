"""Context managers: classes, generators, stacks, suppression, nesting."""

import io
from contextlib import ExitStack, closing, contextmanager, redirect_stdout, suppress

journal = []


class Resource:
    """Opened on entry, closed on exit whatever happens."""

    def __init__(self, name):
        self.name = name
        self.open = False

    def __enter__(self):
        self.open = True  # @entering: self.name
        journal.append(f"open {self.name}")
        return self

    def __exit__(self, kind, value, traceback):
        self.open = False
        reason = kind.__name__ if kind else "no error"  # @leaving: self.name, value is None
        journal.append(f"close {self.name} ({reason})")
        return False

    def close(self):
        journal.append(f"close() {self.name}")


class Swallow:
    """Leaves an exception of the given kinds behind, and remembers it."""

    def __init__(self, *kinds):
        self.kinds = kinds
        self.swallowed = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None and issubclass(kind, self.kinds):
            self.swallowed = value
            return True  # @swallowed: kind.__name__, value is None
        return False


@contextmanager
def tag(name):
    """Prints around its block, the closing tag even after an exception."""
    print(f"<{name}>")
    try:
        yield name.upper()
    except KeyError as error:
        missing = error.args[0]
        print(f"[no {missing}]")  # @tag_error: name, missing
    finally:
        print(f"</{name}>")  # @tag_close: name


@contextmanager
def changed(mapping, **changes):
    """Change a mapping for the time of the block."""
    before = {key: mapping[key] for key in changes if key in mapping}
    mapping.update(changes)
    yield mapping
    for key in changes:
        if key in before:
            mapping[key] = before[key]  # @restored: key, before
        else:
            del mapping[key]


class Transaction:
    """All or nothing on a list."""

    def __init__(self, target):
        self.target = target

    def __enter__(self):
        self.copy = list(self.target)
        return self.copy

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.target[:] = self.copy  # @commit: self.copy
        else:
            self.copy.clear()  # @rollback: kind.__name__, self.target


def read_both(first, second):
    with Resource(first) as left, Resource(second) as right:
        both = left.open and right.open
        return f"{left.name}+{right.name}"  # @inside_both: both


def fail_inside(name):
    with Resource(name):
        number = int("12x")  # @about_to_fail: name
        print("never printed", number)


def leave_early():
    for number in range(5):
        with Resource(f"r{number}") as resource:
            if number == 1:
                break  # @early_break: number, resource.open
    return number


def stack(names):
    with ExitStack() as exits:
        resources = [exits.enter_context(Resource(name)) for name in names]
        exits.callback(journal.append, "callback")
        opened = sum(resource.open for resource in resources)
        journal.append(f"{opened} open")  # @stacked: opened
    return [resource.open for resource in resources]


print(read_both("a", "b"))

try:
    fail_inside("c")
except ValueError as error:
    print("error:", error)  # @after_with: str(error)[:15]

print("left at", leave_early())
print("open afterwards:", stack(["x", "y", "z"]))

with Swallow(ZeroDivisionError, KeyError) as swallow:
    print(1 // 0)
print("swallowed:", type(swallow.swallowed).__name__)

with tag("list") as upper:
    print(upper)
    with tag("item"):
        print({"a": 1}["a"], {"a": 1}["b"])
        print("never printed")

settings = {"depth": 1}
with changed(settings, depth=2, speed="fast"):
    print(sorted(settings.items()))  # @changed_inside: len(settings)
print(sorted(settings.items()))

numbers = [1, 2]
with Transaction(numbers) as draft:
    draft.append(3)
with suppress(RuntimeError), Transaction(numbers) as draft:
    draft.append(4)
    raise RuntimeError("undo")
print("numbers:", numbers)

with closing(Resource("closing")):
    pass

buffer = io.StringIO()
with redirect_stdout(buffer):
    print("into the buffer")
print("captured:", buffer.getvalue().strip())

for line in journal:
    print("-", line)
print("entries:", len(journal))  # @end: len(journal)
