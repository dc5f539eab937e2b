"""Main starts daemons, does not wait for them, and takes them along when it ends."""

import threading
import time

THREADS = 3
NAP = 0.15

finishers = []


def body():
    sum(range(1_000_000))
    time.sleep(NAP)
    finishers.append(threading.current_thread().name)


workers = [
    threading.Thread(target=body, name=f"worker {n}", daemon=True) for n in range(1, THREADS + 1)
]
for worker in workers:
    worker.start()
    print(f"{worker.name} alive: {worker.is_alive()}")
sum(range(1_000_000))

print(f"finished: {finishers}")
