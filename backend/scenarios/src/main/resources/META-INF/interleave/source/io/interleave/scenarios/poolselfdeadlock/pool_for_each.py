"""Sauces have cooks of their own, and so has what goes into the sauces."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

COOKS = 2
DISHES = 3
DEPTH = 1
PREPARE = 0.03


def cook(kitchens, sauces):
    time.sleep(PREPARE)
    cooks.add(threading.current_thread().name)
    if sauces > 0:
        sauce = kitchens[sauces - 1].submit(cook, kitchens, sauces - 1)
        return sauce.result()
    return 1


cooks = set()
kitchens = [
    ThreadPoolExecutor(max_workers=COOKS, thread_name_prefix=f"kitchen {level}") for level in range(DEPTH + 1)
]
orders = [kitchens[DEPTH].submit(cook, kitchens, DEPTH) for _ in range(DISHES)]
served = 0
for order in orders:
    served += order.result()
for kitchen in kitchens:
    kitchen.shutdown()

print(f"{served} of {DISHES} dishes were served by {len(cooks)} cooks")
