"""Takes the place of `programs/clock.py` where a program is measured from outside: it stands before the program's own
text, so that one file is all. `SIZE`, the work of a unit, and `UNITS` are filled in.

The last line that the program prints, and the value of its last expression, is `@times` with microseconds: from the
program's first statement through the first unit, and through the last; the best and the median of the units after the first.
"""

from time import perf_counter


class clock:
    began = perf_counter()
    seconds = []
    report = ""

    @staticmethod
    def run(work):
        """Does the work UNITS times over."""
        results = []
        for _ in range(UNITS):  # noqa: F821
            start = perf_counter()
            results.append(work(SIZE))  # noqa: F821
            clock.seconds.append((start, perf_counter()))
        for result in results:
            print(result)
        clock.summarize()

    @staticmethod
    def units():
        """For a program whose work is at module level: its size, UNITS times over."""
        for _ in range(UNITS):  # noqa: F821
            start = perf_counter()
            yield SIZE  # noqa: F821
            clock.seconds.append((start, perf_counter()))
        clock.summarize()

    @staticmethod
    def summarize():
        later = sorted(end - start for start, end in clock.seconds[1:])
        first, last = clock.seconds[0][1] - clock.began, clock.seconds[-1][1] - clock.began
        times = [first, last, later[0], later[len(later) // 2]]
        clock.report = " ".join(["@times", *(f"{seconds * 1e6:.0f}" for seconds in times)])
        print(clock.report)
