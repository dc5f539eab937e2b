"""Main asks for every result, and an exception comes out where it asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

COPIERS = 3
FILES = 4
FAILS = 3
COPYING = 0.02

copied = []
complaints = []


def copy(number):
    for file in range(1, FILES + 1):
        time.sleep(COPYING)
        if number == 1 and file == FAILS:
            raise OSError(f"disk full in {threading.current_thread().name}")
        copied.append(file)


with ThreadPoolExecutor(COPIERS, thread_name_prefix="copier") as pool:
    results = [pool.submit(copy, n) for n in range(1, COPIERS + 1)]
for result in results:
    try:
        result.result()
    except OSError as error:
        complaints.append(str(error))

print(f"{len(copied)} of {len(results) * FILES} files were copied; complaints: {complaints}")
