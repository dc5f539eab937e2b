/** The words about findings. A type that is not here is shown by its own name and its message. */
interface TypeWords {
  readonly title: string;
  /** What the term means, for somebody who reads it for the first time. */
  readonly text: string;
  /** What the event at a place in the finding's list is. */
  readonly role: (index: number) => string;
}

const listed = (...roles: string[]) => (index: number): string => roles[Math.min(index, roles.length - 1)]!;

const types: Readonly<Partial<Record<string, TypeWords>>> = {
  deadlock: {
    title: 'Deadlock',
    text: 'Threads wait for each other in a circle, or for something that nobody is left to do. None of them can ever go on.',
    role: listed('waits since'),
  },
  'data-race': {
    title: 'Data race',
    text: 'Two threads use the same variable, at least one of them writes, and nothing in the program says which comes first: no lock, no join, no volatile. What is read depends on luck.',
    role: listed('the earlier access', 'the later access'),
  },
  'lost-update': {
    title: 'Lost update',
    text: 'A thread read a value, another thread changed it, and then the first wrote its own result over that change. The change is gone.',
    role: listed('read the old value', 'wrote in between: this is lost', 'wrote over it'),
  },
  'check-then-act': {
    title: 'Check, then act',
    text: 'A thread looked at a value and acted on what it saw, but another thread had changed the value in between. The decision rests on something that was no longer true.',
    role: listed('looked', 'changed it in between', 'acted on what it had seen'),
  },
  'lost-signal': {
    title: 'Lost signal',
    text: 'A signal wakes only threads that wait already. This one came before anybody waited, so it woke nobody, and whoever waited afterwards waited in vain.',
    role: listed('signalled, nobody waited', 'waited, too late'),
  },
  'unreleased-lock': {
    title: 'Lock never given back',
    text: 'A thread ended while it still held a lock. Nobody else can ever have it.',
    role: listed('took the lock', 'ended with it', 'still asks for it'),
  },
  'stuck-join': {
    title: 'Join that never returns',
    text: 'A thread waits until all work in a queue is marked as done, and some of it never will be.',
    role: listed('waits since'),
  },
  'pool-starvation': {
    title: 'Pool starved by its own tasks',
    text: 'Every worker of the pool waits for the result of another task of the same pool. No worker is left to do that task.',
    role: listed('waits for a result since'),
  },
  livelock: {
    title: 'Livelock',
    text: 'Threads are busy and get nowhere: each tries, fails because of the others, and tries again.',
    role: (index) => (index % 2 === 0 ? 'first failed attempt' : 'last failed attempt'),
  },
  starvation: {
    title: 'Starvation',
    text: 'A thread asks again and again, or for very long, while others get what it asks for much more often.',
    role: listed('began its longest wait', 'got it at last'),
  },
  'over-release': {
    title: 'Permit given back too often',
    text: 'A semaphore was given more permits than were ever taken. From then on it lets in more threads than it should.',
    role: listed('gave one too many'),
  },
  'lost-exception': {
    title: 'Exception nobody asked for',
    text: 'A task failed, and nobody looked at its result. The error disappears without a trace.',
    role: listed('failed here'),
  },
  convoy: {
    title: 'Convoy',
    text: 'One thread kept a lock for long, and ever since the others have been queueing behind each other at it, although each needs it only briefly.',
    role: listed('took it, slowly', 'gave it back'),
  },
  'lock-order-inversion': {
    title: 'Opposite lock order',
    text: 'Threads take the same locks in different orders. This run ended well; with other timing each can hold the lock that the other asks for, and that is a deadlock.',
    role: listed('asked for it, holding another'),
  },
};

/** The words about a finding's parts. */
export const findingWords = {
  types,
  observed: 'observed',
  possible: 'possible',
  certaintyText: {
    observed: 'It happened in this very run.',
    possible: 'It did not happen in this run. The same threads, doing the same in another order, would show it.',
  },
  /** Where the type of the finding says nothing about its events. */
  event: 'see',
  show: 'Show on the timeline',
  shown: 'Shown on the timeline',
  count: (n: number) => `${n} ${n === 1 ? 'finding' : 'findings'}`,
  more: (n: number) => `and ${n} more here`,
  events: (title: string) => `${title}: where it happened`,
  waitsFor: (object: string) => `waits for ${object}`,
  asksFor: (object: string) => `may wait for ${object}`,
  graph: (names: string) => `Graph of who waits for whom: ${names}`,
  graphPossible: (names: string) => `Graph of who could wait for whom: ${names}`,
  lanes: (steps: string) => `Diagram, in the order of time: ${steps}`,
  line: (line: number) => `line ${line}`,
  step: (thread: string, doing: string) => `${thread} ${doing}`,
  noEdge: 'Nothing makes one of these two wait for the other.',
  noEdgeTerm: 'missing order',
  noEdgeText: 'A “happens-before” edge is anything that makes one thread wait for another: giving back a lock that the other then takes, starting or joining a thread, a signal, a volatile variable. Between these two accesses there is none.',
  witness: 'This other order would show it:',
  witnessStop: (thread: string, doing: string, place: string) => `${thread} stops after it ${doing}${place ? `, ${place}` : ''}.`,
  witnessIdle: (thread: string) => `${thread} does not begin.`,
  witnessEnd: 'Now both accesses come next, and nothing says which is first.',
  witnessTerm: 'other order',
  witnessText: 'The same steps by the same threads, in another order that the program allows just as well. It was checked step by step.',
  mark: (title: string, certainty: string) => `${title}, ${certainty}`,
};

/** What a thread does in an event, after its name: `worker-1 reads 3`. */
export const doingWords: Readonly<Partial<Record<string, (object: string, value: string) => string>>> = {
  'var.read': (_, value) => `reads ${value}`,
  'var.write': (_, value) => `writes ${value}`,
  'var.update': (_, value) => `updates to ${value}`,
  'var.cas.fail': (_, value) => `finds ${value} and leaves it`,
  'adder.add': (_, value) => `adds ${value}`,
  'adder.sum': (_, value) => `sums to ${value}`,
  'lock.request': (object) => `asks for ${object}`,
  'lock.acquire': (object) => `gets ${object}`,
  'lock.release': (object) => `gives back ${object}`,
  'lock.fail': (object) => `gives up on ${object}`,
  'condition.wait': (object) => `waits for ${object}`,
  'condition.signal': (object, value) => `signals ${object}, ${value} waiting`,
  'condition.signalAll': (object, value) => `signals all at ${object}, ${value} waiting`,
  'condition.wake': (object) => `wakes from ${object}`,
  'semaphore.request': (object) => `asks for a permit of ${object}`,
  'semaphore.acquire': (object) => `gets a permit of ${object}`,
  'semaphore.release': (object) => `gives a permit to ${object}`,
  'semaphore.fail': (object) => `gives up on ${object}`,
  'queue.put.request': (object) => `puts into ${object}`,
  'queue.take.request': (object) => `takes from ${object}`,
  'queue.put': (object, value) => `has put into ${object}, ${value} inside`,
  'queue.take': (object, value) => `has taken from ${object}, ${value} left`,
  'latch.await': (object) => `waits for ${object}`,
  'latch.open': (object) => `opens ${object}`,
  'barrier.await': (object) => `waits at ${object}`,
  'barrier.trip': (object) => `completes ${object}`,
  'event.wait': (object) => `waits for ${object}`,
  'event.set': (object) => `sets ${object}`,
  'future.get.request': (object) => `asks for the result of ${object}`,
  'future.complete': (object, value) => `completes ${object}: ${value}`,
  'task.fail': (object, value) => `fails task ${value} of ${object}`,
  'thread.join.request': (_, value) => `waits for ${value} to end`,
  'thread.create': (_, value) => `starts ${value}`,
  'thread.start': () => 'begins',
  'thread.unpark': (_, value) => `wakes ${value}`,
  'thread.interrupt': (_, value) => `interrupts ${value}`,
  'thread.end': () => 'ends',
  'thread.new': (_, value) => `constructs ${value}`,
  'thread.join': (_, value) => `has seen ${value} end`,
  'thread.sleep': () => 'goes to sleep',
  'thread.wake': () => 'wakes up',
  'thread.park': () => 'parks itself',
  'thread.resume': () => 'goes on',
  'event.clear': (object) => `clears ${object}`,
  'event.wake': (object) => `has seen ${object} set`,
  'latch.countdown': (object, value) => `counts ${object} down to ${value}`,
  'latch.pass': (object) => `passes ${object}`,
  'barrier.pass': (object) => `passes ${object}`,
  'future.get': (object) => `has the result of ${object}`,
  'task.submit': (object, value) => `hands task ${value} to ${object}`,
  'task.start': (object, value) => `begins task ${value} of ${object}`,
  'task.end': (object, value) => `ends task ${value} of ${object}`,
  'work.begin': () => 'begins to work',
  'work.end': () => 'has done its work',
  'io.begin': () => 'begins input or output',
  'io.end': () => 'has done input or output',
};
