/** The words about finding things, following a run and playing it. */
export const findWords = {
  searchShort: 'Find (press /)',
  search: 'Find a thread, object, kind or finding',
  found: (name: string, place: number, of: number) => `${name}, ${place} of ${of}`,
  foundEvent: (kind: string, seq: number) => `${kind}, event ${seq}`,
  notFound: 'Nothing has this in its name.',
  follow: 'Back to live',
  following: 'Following',
  byEvent: 'by event',
  byStep: 'by step',
};

export const findWordsZh: typeof findWords = {
  searchShort: '查找（按 /）',
  search: '查找线程、对象、事件种类或发现',
  found: (name, place, of) => `${name}，第 ${place} 个，共 ${of} 个`,
  foundEvent: (kind, seq) => `${kind}，事件 ${seq}`,
  notFound: '没有名称包含这段文字的内容。',
  follow: '回到实时',
  following: '正在跟随',
  byEvent: '逐个事件',
  byStep: '逐步',
};

/** The words about the link to what is on screen. */
export const linkWords = {
  copy: 'Copy link',
  copied: 'Link copied',
  failed: 'Copy it from the address bar',
  title: 'Copy a link that opens the page just as it is',
};

export const linkWordsZh: typeof linkWords = {
  copy: '复制链接',
  copied: '链接已复制',
  failed: '请从地址栏复制',
  title: '复制链接，打开后与当前页面完全一致',
};
