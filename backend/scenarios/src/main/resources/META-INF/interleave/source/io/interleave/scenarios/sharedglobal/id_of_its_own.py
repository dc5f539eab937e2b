"""Each worker puts its number into a variable that nobody else knows."""

import queue
import threading
import time

JOBS = 20
WORKERS = 10
WORK = 0.03

mistaken = []
jobs = queue.Queue()
for job in range(1, JOBS + 1):
    jobs.put(job)


def worker(number):
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
            return
        own_id = number
        time.sleep(WORK)
        signed = own_id
        print(f"job {job} signed by {signed}")
        if signed != number:
            mistaken.append(job)


threads = [
    threading.Thread(target=worker, args=(n,), name=f"worker {n}") for n in range(1, WORKERS + 1)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"of {JOBS} jobs, {len(mistaken)} are signed by somebody who did not do them")
