"""Each box takes the key, and whoever has it already takes it once more."""

import threading
import time

DEPTH = 3
LOOK = 0.025

key = threading.RLock()
counted = 0


def count(boxes):
    global counted
    with key:
        time.sleep(LOOK)
        counted += 1
        if boxes > 1:
            count(boxes - 1)


ann = threading.Thread(target=count, args=(DEPTH,), name="Ann")
bob = threading.Thread(target=count, args=(DEPTH,), name="Bob")
ann.start()
bob.start()
ann.join()
bob.join()

print(f"{counted} of {2 * DEPTH} boxes were counted")
