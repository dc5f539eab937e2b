"""The desk notes whom it serves, and throws the note away, whatever happens."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

DESKS = 2
VISITS = 8
SERVICE = 0.015
MEMBERS = (VISITS + 1) // 2

served = threading.local()
mistaken = []


def serve(visit):
    member = visit <= MEMBERS
    try:
        if member:
            served.name = f"member {visit}"
        time.sleep(SERVICE)
        if getattr(served, "name", None) is not None and not member:
            mistaken.append(visit)
    finally:
        served.name = None


with ThreadPoolExecutor(DESKS, thread_name_prefix="desk") as pool:
    for visit in range(1, VISITS + 1):
        pool.submit(serve, visit)

print(f"of {VISITS - MEMBERS} guests, {len(mistaken)} were served under the name of a member")
