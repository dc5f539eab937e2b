const ordinalEnding = (n: number): string =>
  n % 100 >= 11 && n % 100 <= 13 ? 'th' : (({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[n % 10] ?? 'th');

const en = {
  minutes: (minutes: number, seconds: number) => (seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`),
  percent: (number: string) => `${number} %`,
  ordinal: (n: number) => `${n}${ordinalEnding(n)}`,
};

const zh: typeof en = {
  minutes: (minutes, seconds) => (seconds === 0 ? `${minutes} 分` : `${minutes} 分 ${seconds} 秒`),
  percent: (number) => `${number}%`,
  ordinal: (n) => `第 ${n} 位`,
};

/** How numbers are said. Units shorter than a minute are the same everywhere. */
export const numberWords = { en, zh };
