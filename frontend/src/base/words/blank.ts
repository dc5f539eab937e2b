const en = {
  idle: {
    title: 'Press Run to see what the threads do.',
    hint: 'Each thread gets a lane; below them, one for each lock, queue or variable.',
  },
  file: {
    title: 'Choose a trace file to see what the threads did.',
    hint: 'It can also be dropped on the frame on the left, which stands above on a narrow page.',
  },
  noFile: 'No trace yet',
  starting: { title: 'Asking the server to begin…', hint: '' },
  queued: { title: 'In the queue.', hint: 'The run begins when a place is free. Stop gives the place up.' },
  opening: {
    title: 'The recorded run is on its way…',
    hint: 'It comes as a whole, and may take a moment when it is long.',
  },
  first: { title: 'Waiting for the first event…', hint: '' },
  choose: { title: 'Nothing has happened yet.', hint: 'The first choice is yours.' },
  disconnected: { title: 'Connection lost.', hint: 'The page keeps trying; nothing will be missing when it is back.' },
  without: { title: 'The run ended before its first event.', hint: 'Run it again, or look at what it says above.' },
  filtered: {
    title: 'No lane is left by the filter.',
    hint: '“Lanes” in the bar above shows what is filtered; “As it was” brings all lanes back.',
  },
  gone: 'Runs are kept for a limited time. Press Run for a new one.',
};

const zh: typeof en = {
  idle: { title: '按“运行”，看看线程在做什么。', hint: '每个线程占一条泳道；下方是锁、队列和变量的泳道，各占一条。' },
  file: { title: '选择一个跟踪文件，看看线程做了什么。', hint: '也可以把文件拖到左侧的框中；在窄屏上，它位于上方。' },
  noFile: '尚无跟踪',
  starting: { title: '正在请求服务器开始……', hint: '' },
  queued: { title: '正在排队。', hint: '有空位时运行就会开始。按“停止”可放弃排队。' },
  opening: { title: '正在获取录制的运行……', hint: '它会一次性传来；如果很长，可能需要片刻。' },
  first: { title: '等待第一个事件……', hint: '' },
  choose: { title: '还什么都没有发生。', hint: '第一步由你选择。' },
  disconnected: { title: '连接已断开。', hint: '页面会不断重连；恢复后不会丢失任何内容。' },
  without: { title: '运行在第一个事件之前就结束了。', hint: '请再运行一次，或查看上方的说明。' },
  filtered: { title: '筛选后没有剩下任何泳道。', hint: '上方工具栏的“泳道”显示了筛选条件；“恢复默认”会显示所有泳道。' },
  gone: '运行只保留有限的时间。按“运行”可得到新的一次。',
};

/** What stands where there is no picture: what is going on, and what one can do. */
export const blankWords = { en, zh };
