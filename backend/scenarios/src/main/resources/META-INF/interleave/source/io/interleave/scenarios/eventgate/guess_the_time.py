"""Visitors guess how long the keeper will take."""

import threading
import time

VISITORS = 4
WALK = 0.04
GUESS = 0.05
DELAY = 0.14

is_open = False
inside = []
early = []


def visitor(number):
    time.sleep(number * WALK)
    time.sleep(GUESS)
    if not is_open:
        early.append(number)
    inside.append(number)


def keep():
    global is_open
    time.sleep(DELAY)
    is_open = True


people = [
    threading.Thread(target=visitor, args=(n,), name=f"visitor {n}") for n in range(1, VISITORS + 1)
]
for thread in people:
    thread.start()
keeper = threading.Thread(target=keep, name="keeper")
keeper.start()
keeper.join()
for thread in people:
    thread.join()

print(f"{len(inside)} of {VISITORS} visitors got in; too early: {len(early)}")
