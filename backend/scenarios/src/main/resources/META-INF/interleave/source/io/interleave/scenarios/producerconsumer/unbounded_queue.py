"""There is room for any number of orders."""

import queue
import threading
import time

PRODUCERS = 2
CONSUMERS = 2
ORDERS = 20
PRODUCE = 0.008
CONSUME = 0.03
ROOM = 5
GO_HOME = None

rail = queue.Queue()
depths = []
served = []


def producer():
    for order in range(ORDERS):
        time.sleep(PRODUCE)
        rail.put(order)
        depths.append(rail.qsize())


def consumer():
    while (order := rail.get()) is not GO_HOME:
        time.sleep(CONSUME)
        served.append(order)


cooks = [threading.Thread(target=consumer) for _ in range(CONSUMERS)]
waiters = [threading.Thread(target=producer) for _ in range(PRODUCERS)]
for thread in cooks + waiters:
    thread.start()
for thread in waiters:
    thread.join()
for _ in cooks:
    rail.put(GO_HOME)
for thread in cooks:
    thread.join()

print(f"{len(served)} of {PRODUCERS * ORDERS} orders were served; up to {max(depths)} were waiting, room for {ROOM}")
