"""A till with one thread inside, whichever of its methods it came in by."""

import threading
import time

TASKS = 6
HOLD = 0.012


class Till:
    def __init__(self):
        self._lock = threading.RLock()
        self.coins = 0
        self.slips = 0

    def sell(self):
        with self._lock:
            before = self.coins
            time.sleep(HOLD)
            self.coins = before + 1
            self.print()

    def print(self):
        with self._lock:
            before = self.slips
            time.sleep(HOLD)
            self.slips = before + 1


till = Till()


def repeat(task):
    for _ in range(TASKS):
        task()


ann = threading.Thread(target=repeat, args=(till.sell,), name="Ann")
bob = threading.Thread(target=repeat, args=(till.print,), name="Bob")
ann.start()
bob.start()
ann.join()
bob.join()

print(f"{till.coins} coins of {TASKS}, {till.slips} slips of {2 * TASKS}")
