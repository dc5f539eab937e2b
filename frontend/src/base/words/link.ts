const en = {
  copy: 'Copy link',
  copied: 'Link copied',
  failed: 'Copy it from the address bar',
  title: 'Copy a link that opens the page just as it is',
};

const zh: typeof en = {
  copy: '复制链接',
  copied: '链接已复制',
  failed: '请从地址栏复制',
  title: '复制链接，打开后与当前页面完全一致',
};

/** The link to what is on screen. */
export const linkWords = { en, zh };
