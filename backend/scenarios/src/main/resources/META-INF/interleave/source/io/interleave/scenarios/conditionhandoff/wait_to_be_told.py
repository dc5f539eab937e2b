"""Whoever finds the shelf empty waits until the baker calls."""

import threading
import time

CUSTOMERS = 3
BAKE = 0.06

shop = threading.Lock()
bread = threading.Condition(shop)
loaves = 0
sold = []
vain = []


def customer():
    global loaves
    name = threading.current_thread().name
    with shop:
        while loaves == 0:
            vain.append(name)
            bread.wait()
        loaves -= 1
        sold.append(name)


def baker():
    global loaves
    for _ in range(CUSTOMERS):
        time.sleep(BAKE)
        with shop:
            loaves += 1
            bread.notify()


people = [threading.Thread(target=customer, name=f"customer {n}") for n in range(1, CUSTOMERS + 1)]
for thread in people:
    thread.start()
baking = threading.Thread(target=baker, name="baker")
baking.start()
baking.join()
for thread in people:
    thread.join()

print(f"{len(sold)} of {CUSTOMERS} customers got a loaf; the shelf was looked at in vain {len(vain)} times")
