const en = {
  searchShort: 'Find (press /)',
  search: 'Find a thread, object, kind or finding',
  found: (name: string, place: number, of: number) => `${name}, ${place} of ${of}`,
  foundEvent: (kind: string, seq: number) => `${kind}, event ${seq}`,
  notFound: 'Nothing has this in its name.',
  follow: 'Back to live',
  following: 'Following',
  followText: 'Keep the newest events in sight',
  byEvent: 'by event',
  byStep: 'by step',
};

const zh: typeof en = {
  searchShort: '查找（按 /）',
  search: '查找线程、对象、事件种类或发现',
  found: (name, place, of) => `${name}，第 ${place} 个，共 ${of} 个`,
  foundEvent: (kind, seq) => `${kind}，事件 ${seq}`,
  notFound: '没有名称包含这段文字的内容。',
  follow: '回到实时',
  following: '正在跟随',
  followText: '让最新的事件保持可见',
  byEvent: '逐个事件',
  byStep: '逐步',
};

/** Finding things, following a run and playing it. */
export const findWords = { en, zh };
