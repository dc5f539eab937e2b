"""Somebody is told when an exception ends a thread."""

import threading
import time

COPIERS = 3
FILES = 4
FAILS = 3
COPYING = 0.02

copied = []
complaints = []


def complain(args):
    complaints.append(f"{args.thread.name}: {args.exc_value}")


def copy(number):
    for file in range(1, FILES + 1):
        time.sleep(COPYING)
        if number == 1 and file == FAILS:
            raise OSError("disk full")
        copied.append(file)


# In Python there is one handler for all threads.
threading.excepthook = complain
threads = [threading.Thread(target=copy, args=(n,), name=f"copier {n}") for n in range(1, COPIERS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"{len(copied)} of {COPIERS * FILES} files were copied; complaints: {complaints}")
