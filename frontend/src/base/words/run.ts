const en = {
  steps: {
    at: (step: number) => (step < 1 ? 'start' : `step ${step}`),
    count: (n: number, text: string) => `${text} ${n === 1 ? 'step' : 'steps'}`,
  },
  mode: {
    live: { name: 'Live', text: 'real threads, real time: another run will differ' },
    controlled: { name: 'Controlled', text: 'one thread at a time, and a scheduler chooses which: the same schedule gives the same run' },
    modelled: { name: 'Modelled memory', text: 'a plain variable may be read stale, as the Java Memory Model allows: a model, not this machine' },
  },
  strategy: {
    random: 'random', pct: 'PCT', 'round-robin': 'round robin', sequential: 'sequential', replay: 'replay of a schedule',
    seed: (seed: string) => `seed ${seed}`,
  },
  state: {
    new: 'not started', ready: 'ready', running: 'running', blocked: 'blocked', waiting: 'waiting',
    sleeping: 'sleeping', io: 'in I/O', ended: 'ended',
  },
  stateLong: {
    new: 'constructed, not started yet',
    ready: 'could run and has not yet',
    running: 'not waiting as far as the program can see',
    blocked: 'stopped until an object lets it on',
    waiting: 'waiting to be told',
    sleeping: 'asleep by its own wish',
    io: 'in input or output',
    ended: 'ended',
  },
  status: {
    idle: 'Not run yet', queued: 'Queued', running: 'Running', completed: 'Completed', deadlocked: 'Deadlocked',
    cancelled: 'Stopped', 'timed-out': 'Timed out', failed: 'Failed',
  },
  stream: {
    queued: 'In the queue: the run begins when a place is free.',
    disconnected: 'Connection lost. Trying again; nothing will be missing.',
  },
  run: 'Run',
  stop: 'Stop',
  recorded: 'Recorded run',
  recordedOn: (day: string, { os, arch, java, cores }: { os: string; arch: string; java: string; cores: number }) => `${day}, ${os} ${arch}, JDK ${java}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
  runLive: 'Run live',
  goalMet: 'Goal met',
  goalMissed: 'Goal missed',
  problem: {
    network: 'The server cannot be reached. Check the connection and press Run again.',
    retryAfter: (seconds: number) => `Try again in ${seconds} s.`,
    broken: 'This run cannot be shown.',
    notStored: 'This run is no longer on the server.',
  },
  empty: {
    findings: 'Nothing found so far. Deadlocks and other proven troubles appear here.',
    findingsDone: 'Nothing found in this run.',
    contention: 'Nobody has asked for a lock, permit or queue yet.',
    figures: 'The figures of the whole run are on their way.',
    events: 'No events yet.',
    selection: 'Select a stretch on the timeline to see why it is there. [ and ] walk along the causes.',
  },
  close: 'Close',
  catalogue: { none: 'No scenario matches. Clear the search to see all.' },
};

const zh: typeof en = {
  steps: {
    at: (step) => (step < 1 ? '起点' : `第 ${step} 步`),
    count: (_, text) => `${text} 步`,
  },
  mode: {
    live: { name: '实时', text: '真实线程，真实时间：再运行一次，结果会不同' },
    controlled: { name: '受控', text: '每次只有一个线程运行，由调度器选择：调度相同，运行就相同' },
    modelled: { name: '模型内存', text: '普通变量可能读到旧值，这是 Java 内存模型所允许的：这是一个模型，不是这台机器' },
  },
  strategy: {
    random: '随机', pct: 'PCT', 'round-robin': '轮转', sequential: '顺序', replay: '重放一个调度',
    seed: (seed) => `种子 ${seed}`,
  },
  state: {
    new: '未启动', ready: '就绪', running: '运行', blocked: '阻塞', waiting: '等待',
    sleeping: '睡眠', io: 'I/O 中', ended: '已结束',
  },
  stateLong: {
    new: '已构造，尚未启动',
    ready: '可以运行，但还没有运行',
    running: '就程序所见，没有在等待',
    blocked: '停下来，直到某个对象放行',
    waiting: '等待被通知',
    sleeping: '按自己的意愿睡眠',
    io: '正在输入或输出',
    ended: '已结束',
  },
  status: {
    idle: '尚未运行', queued: '排队中', running: '运行中', completed: '已完成', deadlocked: '已死锁',
    cancelled: '已停止', 'timed-out': '已超时', failed: '已失败',
  },
  stream: {
    queued: '正在排队：有空位时运行就会开始。',
    disconnected: '连接已断开。正在重连，不会丢失任何内容。',
  },
  run: '运行',
  stop: '停止',
  recorded: '录制的运行',
  recordedOn: (day, { os, arch, java, cores }) => `${day}，${os} ${arch}，JDK ${java}，${cores} 核`,
  runLive: '实时运行',
  goalMet: '目标达成',
  goalMissed: '目标未达成',
  problem: {
    network: '无法连接服务器。请检查网络连接，然后再按“运行”。',
    retryAfter: (seconds) => `请在 ${seconds} 秒后重试。`,
    broken: '无法显示这次运行。',
    notStored: '这次运行已不在服务器上。',
  },
  empty: {
    findings: '目前没有发现问题。死锁和其他已证实的问题会显示在这里。',
    findingsDone: '这次运行中没有发现问题。',
    contention: '还没有线程请求过锁、许可或队列。',
    figures: '正在计算整个运行的数据。',
    events: '还没有事件。',
    selection: '在时间线上选择一段，看看它为什么会出现。[ 和 ] 沿着因果链移动。',
  },
  close: '关闭',
  catalogue: { none: '没有匹配的场景。清空搜索即可看到全部。' },
};

/** What a run is, how it stands, and what the page says while there is nothing to show. */
export const runWords = { en, zh };
