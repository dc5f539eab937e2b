"""The gate opens for those who wait, and shuts at once."""

import threading
import time

VISITORS = 4
WALK = 0.04
DELAY = 0.14

gate = threading.Event()
is_open = False
inside = []
early = []


def visitor(number):
    time.sleep(number * WALK)
    gate.wait()
    if not is_open:
        early.append(number)
    inside.append(number)


def keep():
    global is_open
    time.sleep(DELAY)
    is_open = True
    gate.set()
    gate.clear()


# Daemons, so that this program can end although some of them never do.
people = [
    threading.Thread(target=visitor, args=(n,), name=f"visitor {n}", daemon=True) for n in range(1, VISITORS + 1)
]
for thread in people:
    thread.start()
keeper = threading.Thread(target=keep, name="keeper")
keeper.start()
keeper.join()
for thread in people:
    thread.join(timeout=1)

print(f"{len(inside)} of {VISITORS} visitors got in; too early: {len(early)}")
