"""A permit for each download, and back it goes, whatever happens."""

import threading
import time

THREADS = 5
PERMITS = 3
FILES = 3
HOLD = 0.08
PAUSE = 0.015

downloads = 0
most = 0
downloads_lock = threading.Lock()
connections = threading.Semaphore(PERMITS)


def downloader():
    global downloads, most
    for _ in range(FILES):
        with connections:
            with downloads_lock:
                downloads += 1
                most = max(most, downloads)
            time.sleep(HOLD)
            with downloads_lock:
                downloads -= 1
        time.sleep(PAUSE)


threads = [threading.Thread(target=downloader) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"at most {most} downloads ran at once; the server allows {PERMITS}")
