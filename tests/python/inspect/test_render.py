"""The text of values, honest and hostile."""

import collections
import dataclasses
import enum
import sys
import types

from support import make_budget, text

from dapper.values.allowance import CLIPBOARD, Limits
from dapper.values.budget import Page
from dapper.values.render import Renderer
from dapper.values.statics import type_name


def test_plain_values_look_as_in_python():
    for value in (1, -5, True, None, 1.5, float("inf"), 2j, "it's", b"a\x00", [1, "a"], (1,), (), {"a": [1]}, {1, 2}):
        assert text(value) == repr(value)
    for value in (set(), frozenset({1}), range(3), ..., NotImplemented, bytearray(b"x"), collections.deque([1], 3)):
        assert text(value) == repr(value)
    assert text(float("nan")) == "nan"
    assert text(collections.OrderedDict(a=1)) == "OrderedDict({'a': 1})"
    assert text(collections.defaultdict(list, a=1)) == "defaultdict(<class 'list'>, {'a': 1})"
    assert text(types.SimpleNamespace(a=1)) == "namespace(a=1)"
    assert text(ValueError("x", 1)) == "ValueError('x', 1)"


def test_huge_integers_are_shown_by_their_size_whatever_the_digit_limit():
    limit = sys.get_int_max_str_digits()
    assert text(10**5000) == "<int of about 5,000 digits, 16,610 bits>"
    assert text(10**700).startswith("1000")
    sys.set_int_max_str_digits(640)
    try:
        assert text(10**700).startswith("1000")
        assert sys.get_int_max_str_digits() == 640
    finally:
        sys.set_int_max_str_digits(limit)
    assert text(10**5000, CLIPBOARD.limits) == "1" + "0" * 5000


def test_long_strings_are_cut_and_say_how_long_they_are():
    shown = text("x" * 10_000_000)
    assert shown.startswith("str (10,000,000 characters) 'xxx") and shown.endswith("x'…") and len(shown) < 300
    assert text(b"x" * 5000).startswith("bytes (5,000 bytes) b'xxx")
    assert text("…") == "'…'"


def test_a_list_of_a_million_is_touched_only_where_it_shows():
    class Counted:
        touched = 0

        def __repr__(self):
            Counted.touched += 1
            return "c"

    shown = text([Counted()] * 1_000_000)
    assert shown.startswith("list (1,000,000 items) [c, c, ") and shown.endswith(", …]")
    assert Counted.touched == 60


def test_a_wide_tree_is_bounded_in_characters():
    tree = [[["leaf" * 10] * 100] * 100] * 100
    assert len(text(tree)) < 400


def test_cycles_end():
    loop = [1]
    loop.append({"self": loop})
    assert text(loop) == "[1, {'self': […]}]"


def test_dataclasses_and_namedtuples_do_not_build_their_whole_text():
    @dataclasses.dataclass
    class Big:
        data: str
        hidden: int = dataclasses.field(default=0, repr=False)

    Pair = collections.namedtuple("Pair", "left right")
    page = Page(make_budget(), looks=0)  # no call into the program is allowed
    renderer = Renderer(page, Limits(characters=100, items=10, depth=4, string=8))
    assert renderer.text(Big("x" * 10_000_000)) == "Big(data='xxxxxxxx'…)"
    assert renderer.text(Pair(1, [2])) == "Pair(left=1, right=[2])"


def test_a_dataclass_field_that_was_deleted_is_unset():
    @dataclasses.dataclass
    class Point:
        x: int

    point = Point(1)
    del point.x
    assert text(point) == "Point(x=<unset>)"


def test_an_object_that_says_nothing_of_its_own_shows_its_fields():
    class Dog:
        tricks = []

        def __init__(self, name, age):
            self.name, self.age, self.friend = name, age, None

    class Slotted:
        __slots__ = ("left", "right", "unset")

    class Both(Slotted):
        pass

    class Quiet:
        def __str__(self):
            raise RuntimeError

    ada, bo = Dog("Ada", 3), Dog("Bo", [4])
    assert text(ada) == "Dog(name='Ada', age=3, friend=None)"
    ada.friend, bo.friend = bo, ada
    assert text(ada) == "Dog(name='Ada', age=3, friend=Dog(name='Bo', age=[4], friend=Dog(…)))"
    assert text([bo]).startswith("[Dog(name='Bo', age=[4], friend=Dog(")
    for kind in (Slotted, Both):
        value = kind()
        value.left, value.right = 1, "r"
        assert text(value) == f"{kind.__name__}(left=1, right='r')"
    assert text(Quiet()) == "Quiet()"
    assert text(ada.__init__) == f"<bound method {Dog.__init__.__qualname__} of {text(ada)}>"


def test_no_default_repr_shows_an_address():
    class Plain:
        pass

    class Property(property):
        pass

    for value in (object(), Plain(), iter([]), enumerate([]), property(), Property(), sys._getframe, zip()):
        shown = text(value)
        assert " at 0x" not in shown or type(value).__repr__ is not object.__repr__, shown
    assert [text(object()), text(iter([])), text(Plain())] == ["<object object>", "<list_iterator object>", "Plain()"]


def test_the_fields_of_an_object_are_bounded_and_run_nothing():
    class Wide:
        def __getattribute__(self, name):
            raise RuntimeError

        def __getattr__(self, name):
            raise RuntimeError

    wide = Wide()
    namespace = object.__getattribute__(wide, "__dict__")
    namespace.update((f"field_{number}", number) for number in range(200_000))
    shown = text(wide)
    assert shown.startswith("Wide(field_0=0, field_1=1, ") and shown.endswith(", …)") and len(shown) <= 320
    long = Wide()
    object.__getattribute__(long, "__dict__")["n" * 1_000_000] = 1
    assert len(text(long)) <= 320


def test_a_long_value_says_first_what_it_is_and_how_long():
    class Names(list):
        pass

    assert text(list(range(1000))).startswith("list (1,000 items) [0, 1, 2, ")
    assert text(tuple(range(1000))).startswith("tuple (1,000 items) (0, 1, 2, ")
    assert text(dict.fromkeys(range(1000))).startswith("dict (1,000 items) {0: None, ")
    assert text(set(range(1000))).startswith("set (1,000 items) {0, 1, ")
    assert text(Names(range(1000))).startswith("Names (1,000 items) [0, 1, ")
    assert text(collections.deque(range(1000))).startswith("deque (1,000 items) deque([0, 1, ")
    assert text("text" * 1000).startswith("str (4,000 characters) 'texttext")
    assert text(bytearray(4000)).startswith("bytearray (4,000 bytes) bytearray(b'")
    assert text([list(range(1000))]).startswith("[[0, 1, 2, ")  # of the whole, and only where it is cut itself
    for value in ([1, 2], "short", (), {}, {"a": 1}):
        assert text(value) == repr(value)


def test_enums_functions_classes_modules_and_generators():
    class Color(enum.Enum):
        RED = 1

    class Plain:
        def method(self):
            return 1

    def gen():
        yield 1

    suspended = gen()
    next(suspended)
    finished = gen()
    list(finished)
    assert text(Color.RED) == "<Color.RED: 1>"
    assert text(gen()).endswith("gen, not started>")
    assert text(suspended).endswith("gen, suspended>")
    assert text(finished).endswith("gen, finished>")
    assert text(int) == "<class 'int'>"
    assert text(Plain) == repr(Plain)
    assert text(sys) == "<module 'sys'>"
    assert text(Plain().method).startswith("<bound method ")
    assert text(text) == repr(text)


def test_a_repr_that_raises_says_what():
    class Raises:
        def __repr__(self):
            raise ValueError("broken " + "x" * 1000)

    shown = text(Raises())
    assert shown.startswith("<Raises object; repr raised ValueError: broken xxx") and len(shown) < 310


def test_a_repr_that_raises_an_error_that_cannot_be_shown():
    class Worse(BaseException):
        def __str__(self):
            raise self

    class Raises:
        def __repr__(self):
            raise Worse

    assert text(Raises()) == "<Raises object; repr raised Worse: <str() raised Worse>>"


def test_a_repr_that_exits_does_not_end_the_debugger():
    class Exits:
        def __repr__(self):
            sys.exit(3)

    assert text(Exits()) == "<Exits object; repr raised SystemExit: 3>"


def test_a_repr_that_returns_no_string_or_too_long_a_one():
    class Number:
        def __repr__(self):
            return 3

    class Long:
        def __repr__(self):
            return "y" * 10_000_000

    class Sub(str):
        def __getitem__(self, key):
            raise RuntimeError

        def __len__(self):
            raise RuntimeError

    class Odd:
        def __repr__(self):
            return Sub("fine")

    assert "repr raised TypeError: __repr__ returned non-string" in text(Number())
    assert text(Long()) == "y" * 300 + "…"
    assert text(Odd()) == "fine"


def test_subclasses_of_builtins_cannot_lie():
    class List(list):
        def __len__(self):
            return 10**9

        def __iter__(self):
            raise RuntimeError

        def __getitem__(self, key):
            raise RuntimeError

    class Str(str):
        def __len__(self):
            return -1

        def __str__(self):
            raise RuntimeError

    class Int(int):
        def __add__(self, other):
            raise RuntimeError

        def bit_length(self):
            raise RuntimeError

    class Dict(dict):
        def items(self):
            raise RuntimeError

    assert text([List([1, 2]), Str("s"), Int(4), Dict(a=1)]) == "[[1, 2], 's', 4, {'a': 1}]"


def test_the_class_attribute_is_not_believed():
    class Liar:
        @property
        def __class__(self):
            return list

    class Getter:
        asked = []

        def __getattr__(self, name):
            Getter.asked.append(name)
            raise RuntimeError

        def __getattribute__(self, name):
            Getter.asked.append(name)
            raise RuntimeError

    assert text(Liar()) == "Liar()"
    assert type_name(Liar()) == "Liar"
    assert text(Getter()) == "Getter()"
    assert Getter.asked == []


def test_metaclasses_cannot_lie():
    class Meta(type):
        __name__ = property(lambda cls: 1 / 0)
        __mro__ = property(lambda cls: 1 / 0)
        __dict__ = property(lambda cls: 1 / 0)
        __module__ = property(lambda cls: 1 / 0)

        def __repr__(cls):
            raise RuntimeError("meta")

        def __eq__(cls, other):
            raise RuntimeError

        def __hash__(cls):
            raise RuntimeError

        def __instancecheck__(cls, value):
            raise RuntimeError

        def __subclasscheck__(cls, value):
            raise RuntimeError

    Made = Meta("Made", (), {})
    assert text(Made()) == "Made()"
    assert text(Made) == "<Meta object; repr raised RuntimeError: meta>"
    assert type_name(Made()) == "Made"


def test_keys_are_neither_hashed_nor_compared():
    class Key:
        calls = []

        def __hash__(self):
            Key.calls.append("hash")
            return 1

        def __eq__(self, other):
            Key.calls.append("eq")
            raise RuntimeError

        def __repr__(self):
            return "key"

    value = {Key(): 1}
    group = {Key()}
    Key.calls.clear()
    assert text(value) == "{key: 1}"
    assert text(group) == "{key}"
    assert Key.calls == []


def test_a_repr_that_changes_its_container_does_no_harm():
    class Mutates:
        def __init__(self, owner):
            self.owner = owner

        def __repr__(self):
            self.owner.clear()
            return "gone"

    names = {}
    names.update(a=Mutates(names), b=2)
    assert text(names) == "{'a': gone, 'b': 2}"
    items = []
    items.extend([Mutates(items), 2])
    assert text(items) == "[gone, 2]"


def test_lone_surrogates_are_escaped():
    class Odd:
        def __repr__(self):
            return "\ud800"

    assert text(Odd()) == "\\ud800"
    text("\ud800").encode("utf-8")
