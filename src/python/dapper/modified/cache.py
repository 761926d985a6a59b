"""A cache of limited size and age: the least recently used entry goes first."""

from __future__ import annotations

import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Entry = TypeVar("_Entry")


class Cache(Generic[_Entry]):
    """Entries by key.

    Attributes:
        max_size: most entries that are kept; 0 keeps none.
        ttl: seconds after which an entry is no longer used.
    """

    def __init__(self, max_size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.max_size, self.ttl = max_size, ttl
        self._clock = clock
        self._entries: OrderedDict[Hashable, tuple[float, _Entry]] = OrderedDict()
        self._hits = self._misses = self._evictions = 0

    def get(self, key: Hashable) -> _Entry | None:
        """The entry of a key, or None where there is none that may still be used."""
        found = self._entries.get(key)
        if found is not None and self._clock() - found[0] <= self.ttl:
            self._entries.move_to_end(key)
            self._hits += 1
            return found[1]
        if found is not None:
            del self._entries[key]
            self._evictions += 1
        self._misses += 1
        return None

    def peek(self, key: Hashable) -> bool:
        """Whether a key has an entry that may still be used; this is no use of it."""
        found = self._entries.get(key)
        return found is not None and self._clock() - found[0] <= self.ttl

    def put(self, key: Hashable, value: _Entry) -> None:
        """Keeps an entry; what has not been used for longest makes room for it."""
        self._entries[key] = (self._clock(), value)
        self._entries.move_to_end(key)
        while len(self._entries) > self.max_size:
            self._entries.popitem(last=False)
            self._evictions += 1

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> int:
        """Forgets every entry, and returns how many there were."""
        size = len(self._entries)
        self._entries.clear()
        return size

    def stats(self) -> dict[str, float]:
        """Under the guide's names: `hit_rate` is a share of 1, `memory_usage` bytes of the entries themselves."""
        asked = self._hits + self._misses
        return {
            "hits": self._hits,
            "misses": self._misses,
            "evictions": self._evictions,
            "total_entries": len(self),
            "max_size": self.max_size,
            "ttl": self.ttl,
            "hit_rate": self._hits / asked if asked else 0.0,
            "memory_usage": sys.getsizeof(self._entries)
            + sum(sys.getsizeof(each) for _, each in self._entries.values()),
        }

    def reset_stats(self) -> None:
        """Counts from 0 again."""
        self._hits = self._misses = self._evictions = 0
