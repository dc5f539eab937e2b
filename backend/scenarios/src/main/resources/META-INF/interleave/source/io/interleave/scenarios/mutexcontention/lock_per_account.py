"""Whoever books holds the lock of that account."""

import threading
import time

CLERKS = 4
ACCOUNTS = 4
DEPOSITS = 6
HOLD = 0.02
OUTSIDE = 0.005

balances = [0] * ACCOUNTS
locks = [threading.Lock() for _ in range(ACCOUNTS)]


def clerk(number):
    account = number % ACCOUNTS
    lock = locks[account]
    for _ in range(DEPOSITS):
        time.sleep(OUTSIDE)
        with lock:
            before = balances[account]
            time.sleep(HOLD)
            balances[account] = before + 1


began = time.perf_counter()
threads = [threading.Thread(target=clerk, args=(n,)) for n in range(CLERKS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

took = time.perf_counter() - began
print(f"{sum(balances)} of {CLERKS * DEPOSITS} deposits were booked in {took:.2f} s")
