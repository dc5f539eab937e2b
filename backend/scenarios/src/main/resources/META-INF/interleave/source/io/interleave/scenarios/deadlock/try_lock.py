"""Nobody waits for ever with a lock in hand."""

import random
import threading
import time

GAP = 0.06
COPIES = 3
PATIENCE = 0.04

scanner = threading.Lock()
printer = threading.Lock()
attempts = []
made = []


def copied(first, second):
    with first:
        time.sleep(GAP)
        if not second.acquire(timeout=PATIENCE):
            return False
        try:
            return True
        finally:
            second.release()


def copy(first, second, dice):
    name = threading.current_thread().name
    for _ in range(COPIES):
        while not copied(first, second):
            attempts.append(name)
            time.sleep(dice.uniform(0, 2 * (GAP + PATIENCE)))
        attempts.append(name)
        made.append(name)


ann = threading.Thread(target=copy, args=(scanner, printer, random.Random(1)), name="Ann")
bob = threading.Thread(target=copy, args=(printer, scanner, random.Random(2)), name="Bob")
ann.start()
bob.start()
ann.join()
bob.join()

print(f"{len(made)} of {2 * COPIES} copies were made, in {len(attempts)} attempts")
