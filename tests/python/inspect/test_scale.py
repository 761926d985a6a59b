"""What is shown of a large container costs the same wherever it is opened: Python looks at the page and nothing else."""

import collections
import sys

from support import stop

PAGE = 100
SIZE = 300_000
DEEP = 1_000 * PAGE
NUMBERS = range(SIZE)


def work(action):
    """How many calls Python code makes and how often it is called or resumed, in `action`. C at work inside counts once."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def check_pages(value, filter):
    """A page deep in a value takes no more work than the first, and both show what is there."""
    paused = stop(value=value)
    reference = paused.variables()["value"]["variablesReference"]

    def page(start):
        return paused.store.variables(reference, filter=filter, start=start, count=PAGE)

    assert len(page(0)) == len(page(DEEP)) == PAGE
    first, deep = work(lambda: page(0)), work(lambda: page(DEEP))
    assert abs(deep - first) <= PAGE, (type(value).__name__, first, deep)
    assert first < 100 * PAGE, (type(value).__name__, first)
    return page(DEEP)


def test_sequences_and_sets_are_not_walked_to_reach_a_page():
    for kind in (list, tuple, collections.deque, set, frozenset):
        names = [child["name"] for child in check_pages(kind(NUMBERS), "indexed")]
        assert names == [str(index) for index in range(DEEP, DEEP + PAGE)], kind.__name__


def test_dicts_are_not_walked_to_reach_a_page():
    ones = dict.fromkeys(NUMBERS, 1)
    for value in (ones, collections.defaultdict(int, ones), collections.Counter(ones)):
        names = [child["name"] for child in check_pages(value, "named")]
        assert names == [str(key) for key in range(DEEP, DEEP + PAGE)], type(value).__name__
    words = check_pages({f"word {number}": number for number in NUMBERS}, "named")
    assert words[0]["name"] == f"'word {DEEP}'" and words[0]["value"] == str(DEEP)


def test_an_ordered_dict_has_one_order_on_all_pages():
    for size in (20_000, SIZE):
        mapping = collections.OrderedDict.fromkeys(range(size), 0)
        mapping.move_to_end(0)
        paused = stop(mapping=mapping)
        reference = paused.variables()["mapping"]["variablesReference"]
        shown = []
        for start in range(0, size, 10_000):
            page = paused.store.variables(reference, filter="named", start=start, count=1)
            shown += [int(child["name"]) for child in page]
        last = paused.store.variables(reference, filter="named", start=size - 1, count=1)[0]["name"]
        moved = size <= 100_000  # a larger one is shown as its keys first came
        assert shown == [start + moved for start in range(0, size, 10_000)], size
        assert last == ("0" if moved else str(size - 1)), size


def test_keys_of_an_ordered_dict_are_not_looked_at_one_by_one():
    for keys in (range(50_000), [str(number) for number in range(50_000)]):
        mapping = collections.OrderedDict.fromkeys(keys, 0)
        paused = stop(mapping=mapping)
        reference = paused.variables()["mapping"]["variablesReference"]
        count = work(lambda: paused.store.variables(reference, filter="named", start=10_000, count=PAGE))
        assert count < 100 * PAGE, count


def test_ordering_runs_no_code_of_the_keys():
    hashed = []

    class Key(str):
        def __hash__(self):
            hashed.append(self)
            return str.__hash__(self)

    mapping = collections.OrderedDict.fromkeys([*map(str, range(1_000)), Key("last")], 0)
    hashed.clear()
    paused = stop(mapping=mapping)
    reference = paused.variables()["mapping"]["variablesReference"]
    paused.store.variables(reference, filter="named", start=500, count=PAGE)
    assert hashed == []
