"""Log messages take what an f-string takes."""

from support import refused, stop

from dapper.modified.log_message import parse

# Messages that an f-string of CPython 3.12 and later takes as they stand.
MESSAGES = (
    "plain {{text}} }}{{",
    "{total:.2f}",
    "{total!r }{total!s  :>9}",
    "{total:{width}.{digits}f}|",
    "{total!r:>{width}}|",
    "{count=}",
    "{ count = }",
    "{count=!s}",
    "{count=:>5}",
    "{label=}",
    "{label!r} {label!s} {label!a}",
    "{table['a']} {table[\"a\"]}",
    "{ {1: 2}[1] } { {count} }",
    "{count == 7} {count != 7} {count <= 7} {count >= 7!r}",
    "{count, label}",
    "{*rest, 1}",
    "{[each * 2 for each in rest]} { {each: 1 for each in rest} }",
    "{(lambda n: n + count)(1)}",
    "{(half := count // 2)} {table | {'b': 2}}",
    "{'a:b!r=}' + label} {'}'} {'{'}",
    "{'''tri'ple'''}",
    "{f'{total:{width}.1f}'} {f'{{{count}}}'}",
    "{f'{table['a']} {f'{label!r:>{width}}'}'}",
    "{count:x} {count:,} {count:%} {count:05d}",
    "{rb'a}'} {u'b:'}",
    "{when:%H:%M}",
    "{count if table else 'no: ne'!r:^{width}}|",
    "{rest[1:]} {rest[:1]}",
    "{count if count > 3 else -count:+}",
    "{not table} {count and label or None}",
    "{None} {True} {...} {1.5} {2j}",
    "{shown} {shown!r} {shown!s:>9} {shown:wide}",
)


class Shown:
    def __repr__(self):
        return "<repr>"

    def __str__(self):
        return "str"

    def __format__(self, spec):
        return f"format {spec}" if spec else "format"


class Time:
    def __format__(self, spec):
        return spec.replace("%H", "12").replace("%M", "30")


def test_messages_say_what_f_strings_say():
    names = {
        "total": 3.14159,
        "count": 7,
        "width": 9,
        "digits": 3,
        "label": "it's \u00e9",
        "table": {"a": 1},
        "rest": (5, 6),
        "when": Time(),
        "shown": Shown(),
    }
    here = stop(**names)
    for message in MESSAGES:
        quote = next(each for each in ('"""', "'''") if each not in message)
        wanted = eval(f"f{quote}{message}{quote}", dict(names))
        assert here.log(message) == wanted, f"{message} says {here.log(message)!r}, not {wanted!r}"


def test_text_outside_braces_is_as_it_stands():
    here = stop(n=1)
    assert here.log("C:\\new\\{n}\\t 'a' \"b\" # no comment") == "C:\\new\\1\\t 'a' \"b\" # no comment"
    assert here.log("{'\\n'.join('ab')}") == "a\nb"
    assert here.log("{\n    n\n}") == "1"


def test_a_long_value_is_told_in_full_and_a_hostile_one_ends():
    class Endless:
        def __str__(self):
            while len(str(1)) == 1:
                pass
            return ""

    class Failing:
        def __format__(self, spec):
            raise ValueError("no")

    here = stop(many=list(range(500)), endless=Endless(), failing=Failing())
    assert here.log("{many}") == str(list(range(500)))
    assert "took longer than" in here.log("{endless}!")
    assert here.log("{failing} goes on") == "ValueError: no goes on"


def test_mistakes_are_told():
    for message, said in (
        ("open {n", "'{' at column 6 has no '}'"),
        ("{n:>{w}", "has no '}'"),
        ("a}b", "'}' at column 2 has no '{'"),
        ("{}", "no expression"),
        ("{ }", "no expression"),
        ("{n +}", "'n +' is not a Python expression"),
        ("{n!r z}", "is not a conversion"),
        ("{n!z}", "'!z' at column 3 is not a conversion; allowed: !s, !r, !a"),
        ("{n! r}", "not a conversion"),
        ("{n)}", "'n)' has an extra ')'"),
        ("{a) + (b}", "'a)' has an extra ')'"),
        ("{yield 3}", "'yield 3' is not a Python expression"),
        ("{await n}", "'await n' cannot be evaluated: 'await' cannot be used here"),
        ("{lambda: 1}", "'lambda' is not a Python expression"),
        ("{a = 3}", "'a = 3' is not a Python expression"),
        ("{n:{}}", "no expression"),
        ("{'n}", "has no '}'"),
    ):
        with refused(ValueError, said):
            parse(message)
