"""A small operating system: tasks of three kinds pass packets through queues (what Richards's benchmark does)."""

from collections import deque

import clock


class Packet:
    def __init__(self, kind, load):
        self.kind = kind
        self.load = load


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.inbox = deque()
        self.done = 0

    def receive(self, packet):
        if packet is None:
            text = f"nothing for {self.name}"  # @hot
            print(text)  # @hot
            self.done = 0  # @hot
            self.inbox.clear()  # @hot
            return  # @hot
        self.inbox.append(packet)  # @loop packet is None

    @property
    def ready(self):
        return bool(self.inbox)

    def step(self):
        self.done += 1
        return self.handle(self.inbox.popleft())


class Worker(Task):
    def handle(self, packet):
        packet.load = (packet.load * 31 + 7) % 97
        self.system.send("device" if packet.load % 3 else "idle", packet)


class Device(Task):
    def handle(self, packet):
        if packet.load < 0:
            text = f"{self.name}: load {packet.load}"  # @hot
            print(text)  # @hot
            packet.load = 0  # @hot
            packet.kind = "bad"  # @hot
            return  # @hot
        packet.kind = "done" if packet.load > 90 else "work"
        if packet.kind == "work":
            self.system.send("worker", packet)


class Idle(Task):
    seed = 1

    def handle(self, packet):
        self.seed = (self.seed * 5 + packet.load) % 64
        if self.seed:
            packet.load = self.seed
            self.system.send("worker", packet)


class System:
    def __init__(self):
        kinds = {"device": Device, "worker": Worker, "idle": Idle}
        self.tasks = {name: kind(self, name, priority) for priority, (name, kind) in enumerate(kinds.items())}

    def send(self, name, packet):
        self.tasks[name].receive(packet)

    def run(self, most):
        for turn in range(most):
            ready = [task for task in self.tasks.values() if task.ready]
            if not ready:
                return turn
            min(ready, key=lambda task: task.priority).step()
        return most


def report(value):
    """Never called."""
    text = repr(value)  # @cold
    width = len(text)  # @cold
    words = text.split()  # @cold
    longest = max(words, key=len)  # @cold
    frame = "-" * width  # @cold
    lines = [frame, text, frame]  # @cold
    page = "\n".join(lines)  # @cold
    print(page)  # @cold
    print(longest)  # @cold
    return page  # @cold


def work(size):
    total = 0
    for n in range(size):
        system = System()
        for load in range(6):
            system.send("worker", Packet("work", load + n % 5))
        total += system.run(250) + sum(task.done for task in system.tasks.values())
    return total


if __name__ == "__main__":
    clock.run(work)
