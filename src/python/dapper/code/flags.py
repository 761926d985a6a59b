"""Flags of code objects (`inspect.CO_*`, without the cost of importing inspect)."""

OPTIMIZED = 0x1
VARARGS = 0x4
VARKEYWORDS = 0x8
GENERATOR = 0x20
COROUTINE = 0x80
ITERABLE_COROUTINE = 0x100
ASYNC_GENERATOR = 0x200
SUSPENDABLE = GENERATOR | COROUTINE | ITERABLE_COROUTINE | ASYNC_GENERATOR
"""Calling such code makes an object; its body runs later."""
