"""Exceptions: try, else, finally, chaining, groups, notes, cleanup order."""

order = []


class AppError(Exception):
    """The base of this program's own errors."""


class ConfigError(AppError):
    def __init__(self, key, value):
        super().__init__(f"bad {key}: {value!r}")
        self.key = key
        self.value = value  # @error_made: key, value


def divide(left, right):
    try:
        result = left / right
    except ZeroDivisionError:
        order.append("except")  # @division_except: left
        return None
    except TypeError as error:
        kind = type(error).__name__
        raise AppError("numbers only") from error  # @chained: kind
    else:
        order.append("else")  # @division_else: result
        return result
    finally:
        order.append("finally")  # @division_finally: left, right


def finally_wins():
    """A return in `finally` is the last word, but a value is kept by `return`."""
    value = 1
    try:
        return value
    finally:
        value = 2  # @finally_after_return: value


def loop_with_finally():
    seen = []
    for number in range(4):
        try:
            if number == 1:
                continue
            if number == 3:
                break
            seen.append(number)
        finally:
            seen.append(-number)  # @finally_in_loop: number
    else:
        seen.append("never")
    return seen


def nested():
    """Inner handlers first; a new error replaces the old one."""
    try:
        try:
            raise KeyError("inner")
        except KeyError as error:
            order.append(str(error))
            raise ValueError("from the handler")  # noqa: B904 - the implicit chain is shown
        finally:
            order.append("inner finally")  # @inner_finally
    except ValueError as error:
        context = type(error.__context__).__name__
        return f"{error} after {context}"  # @outer_handler: context


def parse_config(text):
    config = {}
    for line in text.splitlines():
        key, _, value = line.partition("=")
        try:
            config[key] = int(value)
        except ValueError:
            if key.startswith("opt_"):
                config[key] = None
                continue  # @optional: key, value
            raise ConfigError(key, value) from None
    return config


def reraised(depth):
    """The same exception travels through several frames."""
    try:
        if depth == 0:
            raise AppError("from the bottom")
        reraised(depth - 1)
    except AppError as error:
        error.add_note(f"passed depth {depth}")  # @noted: depth
        raise


def grouped():
    errors = []
    for number in (1, 0, "x"):
        try:
            1 / number
        except (ZeroDivisionError, TypeError) as error:
            errors.append(error)
    handled = []
    try:
        raise ExceptionGroup("several", errors)
    except* ZeroDivisionError as group:
        count = len(group.exceptions)
        handled.append(f"{count} division")  # @group_division: count
    except* TypeError as group:
        count = len(group.exceptions)
        handled.append(f"{count} type")  # @group_type: count
    return handled


class Fragile:
    """Raises in odd places."""

    def __getattr__(self, name):
        raise AttributeError(f"no {name} here")  # @getattr: name

    def __len__(self):
        return -1

    def __iter__(self):
        yield 1
        raise RuntimeError("iteration broke")  # @iteration


def odd_places():
    fragile = Fragile()
    results = [getattr(fragile, "colour", "default"), hasattr(fragile, "size")]
    try:
        len(fragile)
    except ValueError as error:
        results.append(str(error)[:9])
    try:
        for number in fragile:
            results.append(number)
    except RuntimeError as error:
        results.append(str(error))
    return results


def generator_cleanup():
    try:
        yield "value"
    except GeneratorExit:
        order.append("generator exit")  # @generator_exit
        raise
    finally:
        order.append("generator finally")


def assertions(values):
    for value in values:
        try:
            assert value > 0, f"{value} is not positive"
        except AssertionError as error:
            yield str(error)  # @assertion: value


print(divide(6, 3), divide(1, 0))
try:
    divide("6", 3)
except AppError as error:
    print(f"{error} because of {type(error.__cause__).__name__}")

print(finally_wins(), loop_with_finally())
print(nested())
print(parse_config("a=1\nopt_b=x"))
try:
    parse_config("a=1\nb=two")
except AppError as error:
    print(error, error.key, error.__suppress_context__)

try:
    reraised(2)
except AppError as error:
    print(error, error.__notes__)
    lines = 0
    step = error.__traceback__
    while step:
        lines += 1
        step = step.tb_next
    print("frames in the traceback:", lines)  # @traceback: lines

print(grouped())
print(odd_places())

unfinished = generator_cleanup()
next(unfinished)
unfinished.close()
print(list(assertions([1, -1, 0])))

try:
    raise SystemExit(3)
except SystemExit as stop:
    print("exit code:", stop.code)  # @system_exit: stop.code

print("order:", order)  # @end: len(order)
