"""Whatever happens after acquire, release comes in the end."""

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
        try:
            print_label(address)
        finally:
            printer.release()
        time.sleep(0.002)


threads = [threading.Thread(target=clerk, args=(n,), name=f"clerk {n}") for n in range(1, CLERKS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"labels printed: {printed}")
