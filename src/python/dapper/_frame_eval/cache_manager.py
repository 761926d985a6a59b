"""The caches of frame evaluation."""

from __future__ import annotations

from dapper._frame_eval.access import report


def get_cache_statistics() -> dict[str, object]:
    """`func_code_cache`, `breakpoint_cache` and `global_stats`."""
    return report().cache_stats()


def get_cache_manager_stats() -> dict[str, object]:
    """The same, and `total_entries` of all caches together."""
    return {"total_entries": report().cache_entries(), **get_cache_statistics()}
