"""Whoever finds the shelf empty looks again, and again."""

import threading
import time

CUSTOMERS = 3
BAKE = 0.06
PATIENCE = 100

shop = threading.Lock()
loaves = 0
sold = []
vain = []


def customer():
    global loaves
    name = threading.current_thread().name
    for _ in range(PATIENCE):
        with shop:
            if loaves > 0:
                loaves -= 1
                sold.append(name)
                return
        vain.append(name)
        time.sleep(0.001)


def baker():
    global loaves
    for _ in range(CUSTOMERS):
        time.sleep(BAKE)
        with shop:
            loaves += 1


people = [threading.Thread(target=customer, name=f"customer {n}") for n in range(1, CUSTOMERS + 1)]
for thread in people:
    thread.start()
baking = threading.Thread(target=baker, name="baker")
baking.start()
baking.join()
for thread in people:
    thread.join()

print(f"{len(sold)} of {CUSTOMERS} customers got a loaf; the shelf was looked at in vain {len(vain)} times")
