"""Made, started, joined: the whole life of a thread."""

import threading
import time

THREADS = 3
NAP = 0.15
JOIN = True

finishers = []


def body():
    sum(range(1_000_000))
    time.sleep(NAP)
    finishers.append(threading.current_thread().name)


workers = [threading.Thread(target=body, name=f"worker {n}") for n in range(1, THREADS + 1)]
for worker in workers:
    print(f"{worker.name} alive: {worker.is_alive()}")
    worker.start()
    print(f"{worker.name} alive: {worker.is_alive()}")
if JOIN:
    for worker in workers:
        worker.join()
        print(f"{worker.name} alive: {worker.is_alive()}")

print(f"finished: {finishers}")
