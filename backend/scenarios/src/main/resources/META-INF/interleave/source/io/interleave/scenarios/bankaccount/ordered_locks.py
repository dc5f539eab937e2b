"""A lock for each account; whoever needs several takes the lowest number first."""

import contextlib
import threading
import time

ACCOUNTS = 4
TELLERS = 4
TRANSFERS = 3
GAP = 0.01

balances = [100] * ACCOUNTS
locks = [threading.Lock() for _ in range(ACCOUNTS)]
sums = []


def transfer(source, target):
    balances[source] -= 10
    time.sleep(GAP)
    before = balances[target]
    time.sleep(GAP)
    balances[target] = before + 10


def teller(number):
    for i in range(TRANSFERS):
        time.sleep(GAP)
        # Tellers 1 and 2 pay into the same account, as do 3 and 4...
        target = (i + (number - 1) // 2 * 2) % ACCOUNTS
        source = (target + 1) % ACCOUNTS
        with locks[min(source, target)], locks[max(source, target)]:
            transfer(source, target)


def audit():
    for _ in range(TRANSFERS):
        time.sleep(2 * GAP)
        with contextlib.ExitStack() as held:
            for lock in locks:
                held.enter_context(lock)
            sums.append(sum(balances))
        print(f"sum {sums[-1]}")


auditor = threading.Thread(target=audit, name="auditor")
auditor.start()
tellers = [
    threading.Thread(target=teller, args=(n,), name=f"teller {n}") for n in range(1, TELLERS + 1)
]
for thread in tellers:
    thread.start()
for thread in tellers:
    thread.join()
auditor.join()

wrong = sum(each != 100 * ACCOUNTS for each in sums)
print(f"the accounts hold {sum(balances)} of {100 * ACCOUNTS}; {wrong} of {len(sums)} audits were wrong")
