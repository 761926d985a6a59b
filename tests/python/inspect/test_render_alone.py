"""One value that cannot be shown fails alone in whatever holds or wraps it."""

import collections
import dataclasses
import sys
import types

from support import text


class _Bad:
    def __repr__(self):
        raise ValueError("no")

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


def test_one_bad_value_fails_alone_in_every_container():
    bad, wrong = _Bad(), "<_Bad object; repr raised ValueError: no>"

    @dataclasses.dataclass
    class Data:
        a: object
        b: int

    Pair = collections.namedtuple("Pair", "a b")
    inner = {"a": bad, "b": 1}
    dicts = f"{{'a': {wrong}, 'b': 1}}"
    shown = {
        dicts: inner,
        f"[{wrong}, 1]": [bad, 1],
        f"({wrong}, 1)": (bad, 1),
        f"{{{wrong}}}": {bad},
        f"frozenset({{{wrong}}})": frozenset([bad]),
        f"deque([{wrong}, 1])": collections.deque([bad, 1]),
        f"OrderedDict({dicts})": collections.OrderedDict(inner),
        f"defaultdict(<class 'int'>, {dicts})": collections.defaultdict(int, inner),
        f"ChainMap({dicts}, {{}})": collections.ChainMap(inner, {}),
        f"mappingproxy({dicts})": types.MappingProxyType(inner),
        f"dict_values([{wrong}, 1])": inner.values(),
        f"dict_items([('a', {wrong}), ('b', 1)])": inner.items(),
        f"dict_keys([{wrong}])": {bad: 1}.keys(),
        f"Data(a={wrong}, b=1)": Data(bad, 1),
        f"Pair(a={wrong}, b=1)": Pair(bad, 1),
        f"namespace(a={wrong}, b=1)": types.SimpleNamespace(a=bad, b=1),
        f"slice({wrong}, 1, None)": slice(bad, 1),
    }
    for wanted, value in shown.items():
        assert text(value) == wanted, text(value)

    def function(a=bad, b=1):
        return sys._getframe().f_locals

    assert text(function()) == dicts


def test_what_wraps_a_mapping_of_the_programs_asks_that_in_a_look():
    class Odd(collections.UserDict):
        def __repr__(self):
            while True:
                pass

        keys = items = __iter__ = __len__ = __repr__

    proxy = types.MappingProxyType(Odd())
    assert "took longer" in text(proxy)
    chain = collections.ChainMap({"a": 1}, Odd())
    assert text(chain).startswith("ChainMap({'a': 1}, ") and "took longer" in text(chain)
    chain.maps = chain
    assert "raised" in text(chain) or "took longer" in text(chain)
    loop = {}
    loop["self"] = types.MappingProxyType(loop)
    assert text(loop)
