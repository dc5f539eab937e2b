"""Each takes the machine first that the other takes last."""

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


# Daemons, so that this program can end although they never do.
ann = threading.Thread(target=copy, args=(scanner, printer), name="Ann", daemon=True)
bob = threading.Thread(target=copy, args=(printer, scanner), name="Bob", daemon=True)
ann.start()
bob.start()
ann.join(timeout=2)
bob.join(timeout=2)

for thread in ann, bob:
    if thread.is_alive():
        print(f"{thread.name} still waits")
print(f"{len(made)} of {2 * COPIES} copies were made")
