interface TypeWords {
  readonly title: string;
  /** What the term means, for somebody who reads it for the first time. */
  readonly text: string;
  /** What the event at a place in the finding's list is. */
  readonly role: (index: number) => string;
}

const listed =
  (...roles: string[]) =>
  (index: number): string =>
    roles[Math.min(index, roles.length - 1)]!;

const en = {
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
  'uncaught-exception': {
    title: 'Thread ended by an exception',
    text: 'An exception that nothing caught ended its thread. The other threads go on without it, and do not learn of it.',
    role: listed('was ended here'),
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
} satisfies Record<string, TypeWords>;

const zh: Record<keyof typeof en, TypeWords> = {
  deadlock: {
    title: '死锁',
    text: '线程互相等待成一个环，或者等待的东西已经没有谁能给出。它们都永远无法继续。',
    role: listed('从此开始等待'),
  },
  'data-race': {
    title: '数据竞争',
    text: '两个线程使用同一个变量，至少一个是写，而程序里没有任何东西规定谁先谁后：没有锁，没有 join，没有 volatile。读到什么全凭运气。',
    role: listed('较早的访问', '较晚的访问'),
  },
  'lost-update': {
    title: '丢失更新',
    text: '一个线程读了一个值，另一个线程改了它，然后前者用自己的结果盖住了这次修改。那次修改就丢失了。',
    role: listed('读到旧值', '在中间写入：这次丢失了', '把它盖住了'),
  },
  'check-then-act': {
    title: '先检查后执行',
    text: '一个线程看了一个值，并按所见行事，但其间另一个线程已经改了这个值。这个决定的依据已不再成立。',
    role: listed('查看', '在中间修改', '按所见行事'),
  },
  'lost-signal': {
    title: '丢失信号',
    text: '信号只唤醒已经在等待的线程。这个信号来时还没有谁在等待，所以谁也没有唤醒，后来等待的线程就白等了。',
    role: listed('发出信号，没有线程在等', '等待，但太迟了'),
  },
  'unreleased-lock': {
    title: '锁未释放',
    text: '一个线程结束时仍持有锁。别的线程再也得不到它。',
    role: listed('取得锁', '带着锁结束', '仍在请求它'),
  },
  'stuck-join': {
    title: '永不返回的 join',
    text: '一个线程等待队列里的工作全部标记为完成，但其中有些永远不会完成。',
    role: listed('从此开始等待'),
  },
  'pool-starvation': {
    title: '线程池被自己的任务饿死',
    text: '线程池的每个工作线程都在等待同一个池中另一个任务的结果。没有工作线程能去执行那个任务。',
    role: listed('从此等待结果'),
  },
  livelock: {
    title: '活锁',
    text: '线程都在忙，却毫无进展：每个都尝试，因为别的线程而失败，然后再尝试。',
    role: (index) => (index % 2 === 0 ? '第一次失败的尝试' : '最后一次失败的尝试'),
  },
  starvation: {
    title: '饥饿',
    text: '一个线程一再请求，或者请求了很久，而别的线程得到它的次数多得多。',
    role: listed('开始它最长的等待', '终于得到'),
  },
  'over-release': {
    title: '许可归还过多',
    text: '归还给信号量的许可比取走的还多。从此它放行的线程会比应有的多。',
    role: listed('多还了一个'),
  },
  'uncaught-exception': {
    title: '线程因异常而结束',
    text: '一个没有任何代码捕获的异常结束了它所在的线程。其他线程照常运行，也不会知道这件事。',
    role: listed('在这里结束'),
  },
  'lost-exception': {
    title: '无人过问的异常',
    text: '一个任务失败了，却没有谁查看它的结果。错误消失得无影无踪。',
    role: listed('在这里失败'),
  },
  convoy: {
    title: '锁护航',
    text: '一个线程长时间占着锁，此后其他线程一直在它后面一个接一个地排队，尽管每个只需要它片刻。',
    role: listed('取得它，用得很慢', '释放它'),
  },
  'lock-order-inversion': {
    title: '加锁顺序相反',
    text: '线程以不同的顺序取得同样的锁。这次运行没有出事；换个时机，每个线程都可能持有对方所请求的锁，那就是死锁。',
    role: listed('持有另一把锁时请求它'),
  },
};

type Types = Readonly<Partial<Record<string, TypeWords>>>;

/** The types of findings. One that is not here is shown by its own name and its message. */
export const findingTypes: { readonly en: Types; readonly zh: Types } = { en, zh };
