"""Both take the machines in the same order."""

import threading
import time

GAP = 0.06
COPIES = 3

scanner = threading.Lock()
printer = threading.Lock()
made = []


def copy(first, second):
    for _ in range(COPIES):
        with first:
            time.sleep(GAP)
            with second:
                made.append(threading.current_thread().name)


ann = threading.Thread(target=copy, args=(scanner, printer), name="Ann")
bob = threading.Thread(target=copy, args=(scanner, printer), name="Bob")
ann.start()
bob.start()
ann.join()
bob.join()

print(f"{len(made)} of {2 * COPIES} copies were made")
