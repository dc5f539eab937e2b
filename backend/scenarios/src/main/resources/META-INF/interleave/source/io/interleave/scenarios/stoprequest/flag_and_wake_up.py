"""The sign says why, and setting it wakes the sweeper to read it."""

import threading
import time

HOLD = 0.12
NAP = 0.9
PATIENCE = 0.4

rooms = 0
# Python has no interrupt: a nap that can be ended waits for the sign itself.
stop = threading.Event()


def sweep():
    global rooms
    while not stop.is_set():
        sum(range(500_000))
        rooms += 1
        stop.wait(NAP)


sweeper = threading.Thread(target=sweep, name="sweeper", daemon=True)
sweeper.start()

time.sleep(HOLD)
stop.set()

sweeper.join(timeout=PATIENCE)
print(f"the sweeper has ended: {not sweeper.is_alive()}; rooms swept: {rooms}")
