"""Whoever was inside unlocks, and nobody else."""

import threading
import time

GUESTS = 3
STAY = 0.15
PATIENCE = 0.06

door = threading.Lock()
inside = 0
most = 0
refused = []
counting = threading.Lock()


def stay():
    global inside, most
    with counting:
        inside += 1
        most = max(most, inside)
    time.sleep(STAY)
    with counting:
        inside -= 1


def unlock():
    try:
        door.release()
    except RuntimeError:
        refused.append(threading.current_thread().name)


def guest(number):
    time.sleep(0.02 * (number - 1))
    if door.acquire(timeout=PATIENCE):
        try:
            stay()
        finally:
            unlock()


threads = [threading.Thread(target=guest, args=(n,), name=f"guest {n}") for n in range(1, GUESTS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"at most {most} inside at once; refused to unlock: {refused}")
