"""The outermost box takes the key, and inside it nobody asks again."""

import threading
import time

DEPTH = 3
LOOK = 0.025

key = threading.Lock()
counted = 0


def count(boxes):
    with key:
        count_with_key(boxes)


def count_with_key(boxes):
    """The same for whoever has the key."""
    global counted
    time.sleep(LOOK)
    counted += 1
    if boxes > 1:
        count_with_key(boxes - 1)


ann = threading.Thread(target=count, args=(DEPTH,), name="Ann")
bob = threading.Thread(target=count, args=(DEPTH,), name="Bob")
ann.start()
bob.start()
ann.join()
bob.join()

print(f"{counted} of {2 * DEPTH} boxes were counted")
