"""A thread object is made, and its body called: nothing is ever started."""

import threading
import time

THREADS = 3
NAP = 0.15

finishers = []


def body():
    sum(range(1_000_000))
    time.sleep(NAP)
    finishers.append(threading.current_thread().name)


workers = [threading.Thread(target=body, name=f"worker {n}") for n in range(1, THREADS + 1)]
for worker in workers:
    worker.run()
    print(f"{worker.name} alive: {worker.is_alive()}")

print(f"finished: {finishers}")
