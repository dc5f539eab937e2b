type Keys = readonly (readonly [keys: string, text: string])[];

const en: Keys = [
  ['W S', 'Zoom in, zoom out (also Ctrl + wheel, pinch)'],
  ['A D', 'Move left, right (also ← →, Shift + wheel, drag)'],
  ['↑ ↓', 'Scroll the lanes'],
  ['N', 'Go to the list of lanes; there ↑ ↓ choose a lane, ← → close and open a group, Enter opens its menu'],
  ['P', 'In the list of lanes: keep a lane on top, or no longer'],
  ['Alt ↑ ↓', 'In the list of lanes: move a lane up, down (also drag its name)'],
  ['Del', 'In the list of lanes: hide a lane'],
  ['F', 'Fit the whole run'],
  ['L', 'Follow the live edge, also after a look back'],
  [', .', 'Step back, forward: by one event, in a controlled run by one step'],
  ['[ ]', 'Walk to the cause, to the effect'],
  ['Shift ← →', 'Choose a range of time and see its figures (also Shift + drag)'],
  ['C', 'Show or hide the critical path'],
  ['Space', 'Play, pause; while a run goes on: hold the picture, which goes on behind it'],
  ['< >', 'Play slower, faster'],
  ['1 – 9', 'Be the scheduler: choose the first to ninth thread that can go'],
  ['U R', 'Be the scheduler: undo, redo'],
  ['/', 'Find a thread, object, kind or finding; Enter goes to the next, Shift + Enter to the one before'],
  ['Esc', 'Clear the range, or else the selection, and go back to the end'],
  ['?', 'This list'],
];

const zh: Keys = [
  ['W S', '放大、缩小（也可用 Ctrl + 滚轮、双指捏合）'],
  ['A D', '左移、右移（也可用 ← →、Shift + 滚轮、拖动）'],
  ['↑ ↓', '滚动泳道'],
  ['N', '进入泳道列表；其中 ↑ ↓ 选择泳道，← → 收起、展开分组，Enter 打开菜单'],
  ['P', '在泳道列表中：固定在顶部，或取消固定'],
  ['Alt ↑ ↓', '在泳道列表中：上移、下移泳道（也可拖动名称）'],
  ['Del', '在泳道列表中：隐藏泳道'],
  ['F', '显示整个运行'],
  ['L', '跟随最新的事件，回看之后也可以用它返回'],
  [', .', '后退、前进：每次一个事件；受控运行中每次一步'],
  ['[ ]', '走到原因、走到结果'],
  ['Shift ← →', '选择一段时间，查看它的数字（也可用 Shift + 拖动）'],
  ['C', '显示或隐藏关键路径'],
  ['Space', '播放、暂停；运行进行时：画面停住，运行在后面继续'],
  ['< >', '减慢、加快播放'],
  ['1 – 9', '担任调度器：选择可以运行的第一到第九个线程'],
  ['U R', '担任调度器：撤销、重做'],
  ['/', '查找线程、对象、类型或发现；Enter 到下一个，Shift + Enter 到上一个'],
  ['Esc', '清除时间范围，或者清除选中并回到末尾'],
  ['?', '这份列表'],
];

/** The keys of the timeline, and what they do. */
export const keyWords = { en, zh };
