type Keys = readonly (readonly [keys: string, text: string])[];

const en: Keys = [
  ['W S', 'Zoom in, zoom out (also Ctrl + wheel, pinch)'],
  ['A D', 'Move left, right (also ← →, Shift + wheel, drag)'],
  ['↑ ↓', 'Scroll the lanes'],
  ['F', 'Fit the whole run'],
  ['L', 'Follow the live edge'],
  [', .', 'Step back, forward: by one event, in a controlled run by one step'],
  ['[ ]', 'Walk to the cause, to the effect'],
  ['Shift ← →', 'Choose a range of time and see its figures (also Shift + drag)'],
  ['C', 'Show or hide the critical path'],
  ['Space', 'Play, pause'],
  ['1 – 9', 'Be the scheduler: choose the first to ninth thread that can go'],
  ['U R', 'Be the scheduler: undo, redo'],
  ['/', 'Find a thread, object or kind'],
  ['Esc', 'Clear the range, or else the selection, and go back to the end'],
  ['?', 'This list'],
];

const zh: Keys = [
  ['W S', '放大、缩小（也可用 Ctrl + 滚轮、双指捏合）'],
  ['A D', '左移、右移（也可用 ← →、Shift + 滚轮、拖动）'],
  ['↑ ↓', '滚动泳道'],
  ['F', '显示整个运行'],
  ['L', '跟随最新的事件'],
  [', .', '后退、前进：每次一个事件；受控运行中每次一步'],
  ['[ ]', '走到原因、走到结果'],
  ['Shift ← →', '选择一段时间，查看它的数字（也可用 Shift + 拖动）'],
  ['C', '显示或隐藏关键路径'],
  ['Space', '播放、暂停'],
  ['1 – 9', '担任调度器：选择可以运行的第一到第九个线程'],
  ['U R', '担任调度器：撤销、重做'],
  ['/', '查找线程、对象或类型'],
  ['Esc', '清除时间范围，或者清除选中并回到末尾'],
  ['?', '这份列表'],
];

/** The keys of the timeline, and what they do. */
export const keyWords = { en, zh };
