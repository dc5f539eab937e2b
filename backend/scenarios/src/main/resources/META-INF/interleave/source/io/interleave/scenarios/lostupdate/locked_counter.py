"""Three steps, and one thread at a time may take them."""

import threading
import time

THREADS = 3
INCREMENTS = 40
GAP = 0.001

counter = 0
lock = threading.Lock()


def turnstile():
    global counter
    for _ in range(INCREMENTS):
        with lock:
            seen = counter
            time.sleep(GAP)
            counter = seen + 1


threads = [threading.Thread(target=turnstile, name=f"turnstile {n}") for n in range(1, THREADS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"{THREADS * INCREMENTS} increments were made and the counter says {counter}")
