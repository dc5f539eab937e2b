import { findingTypes } from './finding-types.ts';

const en = {
  types: findingTypes.en,
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
  noEdgeText:
    'A “happens-before” edge is anything that makes one thread wait for another: giving back a lock that the other then takes, starting or joining a thread, a signal, a volatile variable. Between these two accesses there is none.',
  witness: 'This other order would show it:',
  witnessStop: (thread: string, doing: string, place: string) =>
    `${thread} stops after it ${doing}${place ? `, ${place}` : ''}.`,
  witnessIdle: (thread: string) => `${thread} does not begin.`,
  witnessEnd: 'Now both accesses come next, and nothing says which is first.',
  witnessTerm: 'other order',
  witnessText:
    'The same steps by the same threads, in another order that the program allows just as well. It was checked step by step.',
  mark: (title: string, certainty: string) => `${title}, ${certainty}`,
};

const zh: typeof en = {
  types: findingTypes.zh,
  observed: '已观察到',
  possible: '可能',
  certaintyText: {
    observed: '它就发生在这次运行中。',
    possible: '它没有发生在这次运行中。同样的线程做同样的事，换一个先后顺序，就会出现。',
  },
  event: '见',
  show: '在时间线上显示',
  shown: '正在时间线上显示',
  count: (n) => `${n} 个发现`,
  more: (n) => `这里还有 ${n} 个`,
  events: (title) => `${title}：发生在哪里`,
  waitsFor: (object) => `等待 ${object}`,
  asksFor: (object) => `可能等待 ${object}`,
  graph: (names) => `谁在等谁的图：${names}`,
  graphPossible: (names) => `谁可能等谁的图：${names}`,
  lanes: (steps) => `按时间先后的示意图：${steps}`,
  line: (line) => `第 ${line} 行`,
  step: (thread, doing) => `${thread} ${doing}`,
  noEdge: '没有任何东西使这两者中的一个等待另一个。',
  noEdgeTerm: '缺少的先后关系',
  noEdgeText:
    '“先行发生”（happens-before）关系，就是使一个线程等待另一个线程的任何东西：释放一把随后被对方取得的锁，启动或 join 一个线程，信号，volatile 变量。这两次访问之间没有这样的关系。',
  witness: '换成这个顺序，它就会出现：',
  witnessStop: (thread, doing, place) => `${thread} ${doing}之后停下${place ? `，在 ${place}` : ''}。`,
  witnessIdle: (thread) => `${thread} 不开始。`,
  witnessEnd: '这时两次访问都是下一步，而没有什么规定谁先谁后。',
  witnessTerm: '另一种顺序',
  witnessText: '同样的线程走同样的步骤，只是顺序不同，而程序同样允许这个顺序。它已逐步验证过。',
  mark: (title, certainty) => `${title}，${certainty}`,
};

/** A finding's parts. */
export const findingWords = { en, zh };
