const en = {
  /** Things of one kind: threads, objects. */
  names: (...names: string[]) => names.join(', '),
  /** Figures and remarks, one after the other. */
  parts: (...parts: string[]) => parts.join(', '),
  about: (subject: string, said: string) => `${subject}: ${said}`,
};

const zh: typeof en = {
  names: (...names) => names.join('、'),
  parts: (...parts) => parts.join('，'),
  about: (subject, said) => `${subject}：${said}`,
};

/** How words are put beside each other. */
export const listWords = { en, zh };
