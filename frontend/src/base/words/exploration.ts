const en = {
  start: 'Explore',
  cancel: 'Cancel',
  resume: 'Go on',
  again: 'Explore again',
  title: 'Outcomes of all schedules',
  empty:
    'Explore runs the program under one schedule after another, until all that differ in effect were tried. Every outcome gets a row here.',
  none: 'No outcome yet.',
  queued: 'In the queue: the exploration begins when a place is free.',
  failed: 'The exploration failed.',
  running: (executions: string, classes: string) =>
    `Exploring: ${executions} executions so far, ${classes} classes of schedules.`,
  cancelled: (executions: string) => `Cancelled after ${executions} executions.`,
  allClasses: (n: number, text: string) =>
    n === 1 ? 'The one class of schedules that there is was tried' : `All ${text} classes of schedules were tried`,
  allStates: (n: number, text: string) =>
    n === 1 ? 'The one state that can be reached was visited' : `All ${text} states that can be reached were visited`,
  allSchedules: (n: number, text: string) =>
    n === 1 ? 'The one schedule that there is was tried' : `All ${text} schedules were tried`,
  missed: (n: number, text: string) =>
    n === 0 ? 'none misses the goal.' : n === 1 ? '1 misses the goal.' : `${text} miss the goal.`,
  missedSoFar: (n: number, text: string) =>
    n === 0
      ? 'None missed the goal so far, which proves nothing.'
      : n === 1
        ? '1 class missed the goal so far.'
        : `${text} classes missed the goal so far.`,
  cutShort: (n: number, text: string) =>
    n === 1 ? '1 execution was cut short.' : `${text} executions were cut short.`,
  foundFirst: (executions: string) => `Stopped at the first failing schedule, after ${executions} executions.`,
  notExhaustive: 'Not exhaustive.',
  stoppedAt: (bound: string) => `Not exhaustive: stopped at ${bound}.`,
  executions: (n: number, text: string) => `${text} ${n === 1 ? 'execution' : 'executions'}`,
  redundant: (_: number, text: string) => `${text} redundant`,
  deadlocked: (_: number, text: string) => `${text} deadlocked`,
  cut: (_: number, text: string) => `${text} cut short`,
  states: (n: number, text: string) => `${text} ${n === 1 ? 'state' : 'states'}`,
  meaning: {
    executions: 'How often the program was run from the start.',
    redundant: 'Executions that turned out to be equivalent to one already made.',
    deadlocked: 'Executions that ended with every thread waiting.',
    cut: 'Executions that were given up: too long, or one thread failed an attempt again and again.',
    states: 'Different states of the program that were reached.',
  },
  grade: {
    acceptable: { mark: '✓', word: 'acceptable', text: 'The goal is met.' },
    interesting: { mark: '◆', word: 'interesting', text: 'The goal is met, in a way worth a look.' },
    forbidden: { mark: '✗', word: 'forbidden', text: 'The goal is missed.' },
  },
  columns: {
    outcome: 'Outcome',
    grade: 'Grade',
    classes: 'Classes',
    share: 'At random',
    actions: 'What to do with it',
  },
  classesUnit: (n: number): string => (n === 1 ? ' class' : ' classes'),
  classesText:
    'Classes of schedules with this outcome: schedules that differ only in the order of independent steps are one class.',
  shareText: 'How often it came up under random schedules.',
  shareNone: 'No random schedules were tried yet.',
  show: 'Show me',
  compare: 'Compare',
  compareFirst: 'Show a run first: its schedule is the one compared with.',
  showOf: (value: string) => `Show me a schedule that leads to ${value}`,
  compareOf: (value: string) => `Compare the run on screen with a schedule that leads to ${value}`,
  minimal: 'The simplest schedule that fails',
  minimalText: (preemptions: number, steps: string) =>
    `${preemptions === 0 ? 'no preemption' : preemptions === 1 ? '1 preemption' : `${preemptions} preemptions`}, ${steps}`,
  minimalShow: 'Show me the simplest schedule that fails',
  proved: 'proved minimal',
  provedText: 'All schedules with fewer preemptions were tried.',
  notProved: 'not proved minimal',
  notProvedText: 'A schedule with fewer preemptions may fail as well: not all were tried.',
  progress: 'Exploration under way',
};

const zh: typeof en = {
  start: '探索',
  cancel: '取消',
  resume: '继续',
  again: '重新探索',
  title: '所有调度的结果',
  empty: '“探索”让程序在一个又一个调度下运行，直到效果不同的调度都试过。每种结果在这里占一行。',
  none: '还没有结果。',
  queued: '正在排队：有空位时探索就会开始。',
  failed: '探索失败。',
  running: (executions, classes) => `探索中：目前 ${executions} 次执行，${classes} 类调度。`,
  cancelled: (executions) => `在 ${executions} 次执行后取消。`,
  allClasses: (n, text) => (n === 1 ? '唯一的 1 类调度已试过' : `全部 ${text} 类调度都已试过`),
  allStates: (n, text) => (n === 1 ? '可到达的唯一 1 个状态已访问' : `可到达的全部 ${text} 个状态都已访问`),
  allSchedules: (n, text) => (n === 1 ? '唯一的 1 个调度已试过' : `全部 ${text} 个调度都已试过`),
  missed: (n, text) => (n === 0 ? '没有一个未达成目标。' : `有 ${text} 个未达成目标。`),
  missedSoFar: (n, text) => (n === 0 ? '目前都达成了目标，但这证明不了什么。' : `目前有 ${text} 类未达成目标。`),
  cutShort: (_, text) => `${text} 次执行被中途截断。`,
  foundFirst: (executions) => `在 ${executions} 次执行后遇到第一个会失败的调度，随即停止。`,
  notExhaustive: '并未穷尽。',
  stoppedAt: (bound) => `并未穷尽：到达上限 ${bound} 时停止。`,
  executions: (_, text) => `${text} 次执行`,
  redundant: (_, text) => `${text} 次多余`,
  deadlocked: (_, text) => `${text} 次死锁`,
  cut: (_, text) => `${text} 次截断`,
  states: (_, text) => `${text} 个状态`,
  meaning: {
    executions: '程序从头运行了多少次。',
    redundant: '事后看来与已有执行等价的执行。',
    deadlocked: '以所有线程都在等待而告终的执行。',
    cut: '被放弃的执行：太长，或者某个线程一再尝试、一再失败。',
    states: '到达过的程序的不同状态。',
  },
  grade: {
    acceptable: { mark: '✓', word: '可接受', text: '目标已达成。' },
    interesting: { mark: '◆', word: '值得注意', text: '目标已达成，但过程值得一看。' },
    forbidden: { mark: '✗', word: '不允许', text: '目标未达成。' },
  },
  columns: { outcome: '结果', grade: '评级', classes: '类', share: '随机时', actions: '可做的事' },
  classesUnit: (_) => ' 类',
  classesText: '得到这个结果的调度有多少类：只在互不相关的步骤的先后上有别的调度算作一类。',
  shareText: '在随机调度下出现的频率。',
  shareNone: '还没有试过随机调度。',
  show: '演示',
  compare: '对照',
  compareFirst: '先演示一次运行：对照的就是它的调度。',
  showOf: (value) => `演示一个得到 ${value} 的调度`,
  compareOf: (value) => `把屏幕上的运行与一个得到 ${value} 的调度对照`,
  minimal: '会失败的最简单的调度',
  minimalText: (preemptions, steps) => `${preemptions === 0 ? '没有抢占' : `${preemptions} 次抢占`}，${steps}`,
  minimalShow: '演示会失败的最简单的调度',
  proved: '已证明最简',
  provedText: '抢占更少的调度都已试过。',
  notProved: '未证明最简',
  notProvedText: '抢占更少的调度也可能失败：并没有全部试过。',
  progress: '正在探索',
};

/** Searches through the schedules of a program. */
export const explorationWords = { en, zh };
