"""Each box takes the key, and the lock does not ask who has it already."""

import threading
import time

DEPTH = 3
LOOK = 0.025

key = threading.Lock()
counted = 0


def count(boxes):
    global counted
    with key:
        time.sleep(LOOK)
        counted += 1
        if boxes > 1:
            count(boxes - 1)


# Daemons, so that this program can end although they never do.
ann = threading.Thread(target=count, args=(DEPTH,), name="Ann", daemon=True)
bob = threading.Thread(target=count, args=(DEPTH,), name="Bob", daemon=True)
ann.start()
bob.start()
ann.join(timeout=2)
bob.join(timeout=2)

for thread in ann, bob:
    if thread.is_alive():
        print(f"{thread.name} still waits")
print(f"{counted} of {2 * DEPTH} boxes were counted")
