"""Reading input: guess the number

The program waits for you in the Terminal: click there, type your answer and
press Enter. Run it once to play. Then set a breakpoint in `hint` and press Debug:
you can see the `secret`, and even change it in Variables while the game is on.
"""

import random


def ask_number(question):
    """Ask until the answer is a whole number."""
    while True:
        answer = input(question)
        try:
            return int(answer)
        except ValueError:
            print(f"{answer!r} is not a whole number, try again.")


def hint(guess, secret):
    if guess < secret:
        return "too low"
    if guess > secret:
        return "too high"
    return "right!"


def play(highest=20):
    secret = random.randint(1, highest)
    print(f"I think of a number from 1 to {highest}.")
    tries = 0
    while True:
        guess = ask_number("Your guess? ")
        tries += 1
        answer = hint(guess, secret)
        print(f"{guess} is {answer}")
        if guess == secret:
            return tries


name = input("What is your name? ") or "stranger"
print(f"Hello, {name}!")
print(f"You needed {play()} tries, {name}.")
