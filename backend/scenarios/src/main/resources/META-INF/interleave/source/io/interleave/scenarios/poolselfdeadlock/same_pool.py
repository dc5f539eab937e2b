"""Whoever cooks a dish hands its sauce to the same cooks, and waits for it."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

COOKS = 2
DISHES = 3
DEPTH = 1
PREPARE = 0.03


def cook(kitchen, sauces):
    time.sleep(PREPARE)
    if sauces > 0:
        sauce = kitchen.submit(cook, kitchen, sauces - 1)
        return sauce.result()
    return 1


def stand_still():
    print("the kitchen stands still")
    os._exit(1)  # the cooks never end, so a plain exit would wait for them


# So that this program can end although its cooks never do.
alarm = threading.Timer(2, stand_still)
alarm.start()

served = 0
with ThreadPoolExecutor(max_workers=COOKS, thread_name_prefix="kitchen") as kitchen:
    orders = [kitchen.submit(cook, kitchen, DEPTH) for _ in range(DISHES)]
    for order in orders:
        served += order.result()
alarm.cancel()

print(f"{served} of {DISHES} dishes were served")
