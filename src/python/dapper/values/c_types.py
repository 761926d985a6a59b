"""CPython's own part of `ctypes`, for those few who read memory or call a function of C.

Not `ctypes` itself: importing it takes long, and it is Python, which the program may have changed.
"""

try:
    import _ctypes
except ImportError:  # an interpreter without it
    _ctypes = None

library = _ctypes
