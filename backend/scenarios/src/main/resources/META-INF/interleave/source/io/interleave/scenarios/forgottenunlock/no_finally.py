"""Between acquire and release something may be raised, and then nobody releases."""

import threading
import time

CLERKS = 3
LABELS = 4
BAD = 2

printer = threading.RLock()
printed = 0


def print_label(address):
    global printed
    if not address:
        raise ValueError("no address")
    time.sleep(0.015)
    printed += 1


def clerk(number):
    for label in range(1, LABELS + 1):
        address = number > 1 or label != BAD
        printer.acquire()
        print_label(address)
        printer.release()
        time.sleep(0.002)


# Daemons, so that this program can end although they never do.
threads = [threading.Thread(target=clerk, args=(n,), name=f"clerk {n}", daemon=True) for n in range(1, CLERKS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(timeout=2)

for thread in threads:
    if thread.is_alive():
        print(f"{thread.name} still waits")
print(f"labels printed: {printed}")
