"""Doctors wait until somebody has come, but nobody guards the board."""

import threading
import time

PATIENTS = 9
DOCTORS = 2
QUIET = 0.03
TREAT = 0.015
URGENCIES = "minor", "serious", "critical"


class Board:
    def __init__(self):
        self.waiting = [0, 0, 0]
        self.arrivals = threading.Semaphore(0)

    def put(self, urgency):
        count = self.waiting[urgency]
        time.sleep(0.002)
        self.waiting[urgency] = count + 1
        self.arrivals.release()

    def pop(self):
        self.arrivals.acquire()
        for urgency in 2, 1, 0:
            count = self.waiting[urgency]
            if count > 0:
                time.sleep(0.002)
                self.waiting[urgency] = count - 1
                return urgency
        return None


board = Board()
called = []


def doctor(number):
    for _ in range(number, PATIENTS + 1, DOCTORS):
        called.append(board.pop())
        time.sleep(TREAT)


doctors = [threading.Thread(target=doctor, args=(n,)) for n in range(1, DOCTORS + 1)]
patients = [threading.Thread(target=board.put, args=(n % 3,)) for n in range(1, PATIENTS + 1)]
for thread in doctors:
    thread.start()
time.sleep(QUIET)
for thread in patients:
    thread.start()
for thread in patients + doctors:
    thread.join()

for urgency, name in enumerate(URGENCIES):
    came = [n % 3 for n in range(1, PATIENTS + 1)].count(urgency)
    print(f"{name}: {came} came, {called.count(urgency)} calls")
