"""What a person sees who only looks: values that are had without running code of the program."""

from array import array
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

from support import refused, stop

from dapper.values.errors import EvaluationRefused


def test_items_that_c_code_gives_are_shown():
    class Rows(list):
        pass

    class Own(dict):
        ran = []

        def __getitem__(self, key):
            Own.ran.append(key)

        def __missing__(self, key):
            Own.ran.append(key)

    class Filled(dict):
        def __missing__(self, key):
            Own.ran.append(key)

    here = stop(
        raw=bytearray(b"abc"),
        seen=memoryview(b"abc"),
        of=defaultdict(list, a=[1]),
        ordered=OrderedDict(a=2),
        counted=Counter("aab"),
        queue=deque([4, 5]),
        numbers=array("i", [6, 7]),
        rows=Rows([8, 9]),
        point=namedtuple("Point", "x y")(10, 11),
        own=Own(a=1),
        filled=Filled(a=12),
    )
    for source, shown in (
        ("raw[0]", "97"),
        ("raw[1:]", "bytearray(b'bc')"),
        ("seen[0]", "97"),
        ("of['a'][0]", "1"),
        ("ordered['a']", "2"),
        ("counted['a']", "2"),
        ("queue[-1]", "5"),
        ("numbers[1]", "7"),
        ("rows[0]", "8"),
        ("rows[1:]", "[9]"),
        ("point[1]", "11"),
        ("filled['a']", "12"),
        ("[raw[0], queue[0]]", "[97, 4]"),
        ("{raw[0]: queue}", "{97: deque([4, 5])}"),
        ("{raw[0]}", "{97}"),
        ("{}.keys", "<built-in method keys of dict object"),
    ):
        assert here.hover(source).startswith(shown), source
    for source in ("of['b']", "filled['b']", "counted['c']"):
        with refused(EvaluationRefused, "an item that is missing runs code"):
            here.hover(source)
    with refused(EvaluationRefused, "an item of a Own runs code"):
        here.hover("own['a']")
    assert Own.ran == [] and list(here.frame.f_locals["of"]) == ["a"]


def test_a_class_gives_its_properties_and_slots_as_they_are():
    class Thing:
        __slots__ = ("slot",)

        @property
        def prop(self):
            raise RuntimeError

    here = stop(Thing=Thing, thing=Thing())
    assert here.hover("Thing.prop").startswith("<property object")
    assert here.hover("Thing.slot").startswith("<member 'slot'")
    with refused(EvaluationRefused, "reading .prop may run code"):
        here.hover("thing.prop")


def test_what_runs_code_is_called_as_the_language_calls_it():
    here = stop(i=1)
    for source, name in (
        ("i + 1", "an operator"),
        ("not i", "an operator"),
        ("i or 2", "an operator"),
        ("i < 2", "a comparison"),
        ("f'{i}'", "an f-string"),
        ("str(i)", "a call"),
        ("[j for j in ()]", "a comprehension"),
        ("(j for j in ())", "a generator expression"),
        ("(lambda: i)", "a lambda"),
        ("1 if i else 2", "a conditional expression"),
        ("{**i}", "unpacking"),
        ("{str: 1}", "hashing a key"),
        ("{str}", "hashing a key"),
        ("(i := 2)", "an assignment"),
        ("(*i,)", "unpacking"),
    ):
        with refused(EvaluationRefused, f"{name} runs code"):
            here.hover(source)
