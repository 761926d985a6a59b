"""A discrete event simulation: customers, two clerks, one queue."""

import heapq
from collections import deque
from dataclasses import dataclass, field


class Dice:
    """A small pseudo-random generator, the same on every platform."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, low, high):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return low + (self.state >> 8) % (high - low + 1)


@dataclass(order=True)
class Event:
    time: int
    order: int
    action: object = field(compare=False)
    label: str = field(compare=False, default="")

    def __str__(self):
        return f"[{self.time:3}] {self.label}"


@dataclass
class Customer:
    number: int
    arrived: int
    errand: int
    served: int | None = None
    left: int | None = None

    @property
    def waited(self):
        return self.served - self.arrived  # @waited: self.number, self.arrived, self.served


class Clock:
    """Runs events in order of their time; ties in order of their making."""

    def __init__(self):
        self.now = 0
        self.events = []
        self.made = 0

    def after(self, delay, action, label):
        self.made += 1
        event = Event(self.now + delay, self.made, action, label)
        heapq.heappush(self.events, event)
        return event

    def run(self, until):
        while self.events and self.events[0].time <= until:
            event = heapq.heappop(self.events)
            self.now = event.time
            event.action(event)
        remaining = len(self.events)
        return remaining  # @clock_done: self.now, remaining


class Clerk:
    count = 0

    def __init__(self, name, bank):
        Clerk.count += 1  # @clerk_made: name, Clerk.count
        self.name = name
        self.bank = bank
        self.customer = None
        self.busy_time = 0

    @property
    def idle(self):
        return self.customer is None

    def serve(self, customer):
        self.customer = customer
        customer.served = self.bank.clock.now

        def done(event):
            self.finish(event)  # @nested_done: self.name, event.time

        self.bank.clock.after(customer.errand, done, f"{self.name} finishes {customer.number}")
        self.busy_time += customer.errand

    def finish(self, event):
        customer, self.customer = self.customer, None
        customer.left = event.time
        self.bank.log(event)
        self.bank.gone.append(customer)
        self.bank.assign()


class Bank:
    """Where customers arrive, wait and are served."""

    def __init__(self, clock, dice, names):
        self.clock = clock
        self.dice = dice
        self.clerks = [Clerk(name, self) for name in names]
        self.queue = deque()
        self.gone = []
        self.longest = 0
        self.lines = []

    def log(self, event):
        self.lines.append(str(event))

    def open(self, customers):
        time = 0
        for number in range(1, customers + 1):
            time += self.dice.roll(1, 6)
            self.clock.after(time, self.arrive, f"customer {number} arrives")
        return time  # @opened: time, customers

    def arrive(self, event):
        self.log(event)
        number = int(event.label.split()[1])
        customer = Customer(number, event.time, self.dice.roll(3, 12))
        self.queue.append(customer)
        self.longest = max(self.longest, len(self.queue))
        self.assign()

    def assign(self):
        while self.queue:
            free = next((clerk for clerk in self.clerks if clerk.idle), None)
            if free is None:
                waiting = len(self.queue)
                break  # @nobody_free: waiting, self.clock.now
            free.serve(self.queue.popleft())

    def report(self):
        waits = [customer.waited for customer in self.gone]
        yield f"customers served: {len(self.gone)}"
        yield f"longest queue: {self.longest}"  # @report_generator: len(waits), max(waits)
        yield f"longest wait: {max(waits)}"
        yield f"total wait: {sum(waits)}"
        for clerk in self.clerks:
            share = 100 * clerk.busy_time // self.clock.now
            yield f"{clerk.name} was busy {share}% of the time"  # @report_clerk: clerk.name, share


def main():
    clock = Clock()
    bank = Bank(clock, Dice(42), ["Ann", "Bob"])
    bank.open(8)
    bank.clock.after(10, lambda event: bank.log(event), "tea is ready")  # @tea
    remaining = clock.run(until=500)
    print("\n".join(bank.lines))
    print("-" * 24)
    for line in bank.report():
        print(line)
    print("events left:", remaining)


main()  # @module_main: Clerk.count
