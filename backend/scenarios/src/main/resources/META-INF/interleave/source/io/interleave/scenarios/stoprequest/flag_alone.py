"""The sweeper looks at the sign before each room, and sleeps through the night in between."""

import threading
import time

HOLD = 0.12
NAP = 0.9
PATIENCE = 0.4

rooms = 0
stop = False


def sweep():
    global rooms
    while not stop:
        sum(range(500_000))
        rooms += 1
        time.sleep(NAP)


sweeper = threading.Thread(target=sweep, name="sweeper", daemon=True)
sweeper.start()

time.sleep(HOLD)
stop = True

sweeper.join(timeout=PATIENCE)
print(f"the sweeper has ended: {not sweeper.is_alive()}; rooms swept: {rooms}")
