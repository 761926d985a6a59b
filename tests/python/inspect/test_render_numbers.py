"""The texts of integers and of what holds numbers."""

import array
import ctypes
import enum

from support import text


def test_integers_in_hexadecimal():
    class Kind(enum.IntFlag):
        A = 16
        B = 32

    for value, shown in (
        ([255, -1], "[0xff, -0x1]"),
        (range(16), "range(0x0, 0x10)"),
        (range(1, 16, 2), "range(0x1, 0x10, 0x2)"),
        (array.array("i", [255]), "array('i', [0xff])"),
        (Kind.A | Kind.B, "<Kind.A|B: 0x30>"),
        (Kind(0), "<Kind: 0x0>"),
    ):
        assert text(value, hex_integers=True) == shown
        assert text(value) == repr(value)


def test_arrays_are_shown_by_their_items():
    assert text(array.array("d", [0.5] * 1_000_000)).startswith("array (1,000,000 items) array('d', [0.5, 0.5, ")
    for value in (array.array("i"), array.array("u", "ab"), array.array("b", [-1])):
        assert text(value) == repr(value)
    ints = (ctypes.c_int * 3)(1, 2)
    assert text(ints) == f"{type(ints).__name__}([1, 2, 0])"
    assert "b'" not in text((ctypes.c_char_p * 1)(b"x"))  # an address, which may lead anywhere
