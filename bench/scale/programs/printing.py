"""Prints LINES lines, and tells how long that took."""

import time

LINES = 1_000_000

began = time.perf_counter()
for number in range(LINES):
    print("line", number)
seconds = time.perf_counter() - began
print("took", seconds, "seconds")
