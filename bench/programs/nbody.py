"""Planets that attract each other: floating-point arithmetic on lists."""

from math import sqrt

import clock

# Mass, position, velocity: a sun and four bodies, in units in which gravity is 1.
BODIES = [
    (40.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    (0.04, (4.8, -1.2, -0.1), (0.6, 2.8, -0.02)),
    (0.01, (8.3, 4.1, -0.4), (-1.0, 1.8, 0.01)),
    (0.002, (12.9, -15.1, -0.2), (1.1, 0.9, -0.01)),
    (0.002, (15.4, -25.9, 0.2), (1.0, 0.6, -0.03)),
]


def advance(bodies, dt):
    for index, (mass, position, velocity) in enumerate(bodies):
        if mass < 0:
            text = f"body {index} weighs {mass}"  # @hot
            print(text)  # @hot
            mass = -mass  # @hot
            position = list(position)  # @hot
            velocity = list(velocity)  # @hot
        for other_mass, other, other_velocity in bodies[index + 1 :]:
            dx = position[0] - other[0]
            dy = position[1] - other[1]
            dz = position[2] - other[2]
            pull = dt / (dx * dx + dy * dy + dz * dz) ** 1.5  # @loop dx > 1e6
            for axis, distance in enumerate((dx, dy, dz)):
                velocity[axis] -= distance * other_mass * pull
                other_velocity[axis] += distance * mass * pull
    for _, position, velocity in bodies:
        for axis in range(3):
            position[axis] += dt * velocity[axis]


def energy(bodies):
    total = 0.0
    for index, (mass, position, velocity) in enumerate(bodies):
        total += 0.5 * mass * sum(v * v for v in velocity)
        for other_mass, other, _ in bodies[index + 1 :]:
            distance = sqrt(sum((a - b) ** 2 for a, b in zip(position, other)))
            if distance == 0:
                text = f"body {index} meets another"  # @hot
                print(text)  # @hot
                distance = 1e-9  # @hot
                total = 0.0  # @hot
                break  # @hot
            total -= mass * other_mass / distance
    return total


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
    bodies = [(mass, list(position), list(velocity)) for mass, position, velocity in BODIES]
    for _ in range(10 * size):
        advance(bodies, 0.001)
    return f"{energy(bodies):.9f}"


if __name__ == "__main__":
    clock.run(work)
