import { language } from './language.ts';
import { words } from './words.ts';

/** Numbers for people: a unit always, and never more digits than they deserve. */

const UNITS = [
  { name: 'ns', ns: 1 },
  { name: 'µs', ns: 1e3 },
  { name: 'ms', ns: 1e6 },
  { name: 's', ns: 1e9 },
] as const;

/** Three significant digits: `0 ns`, `842 ns`, `1.25 ms`, `12.5 s`, `3 min 20 s`. */
export function formatDuration(ns: number): string {
  if (ns < 0) return `−${formatDuration(-ns)}`;
  if (ns >= 99.95e9) {
    const seconds = Math.round(ns / 1e9);
    return words.numbers.minutes(Math.floor(seconds / 60), seconds % 60);
  }
  // 999.6 µs rounds to 1 ms, not to 1000 µs.
  const unit = UNITS.findLast((u) => ns >= u.ns * 0.9995) ?? UNITS[0];
  const scaled = ns / unit.ns;
  return `${unit.ns === 1 ? Math.round(scaled) : trimmed(scaled.toPrecision(3))} ${unit.name}`;
}

/** A tick label: the digits that tell it from its neighbours `step` away, and no more. */
export function formatTick(ns: number, stepNs: number): string {
  if (ns === 0) return '0';
  const unit = UNITS.findLast((u) => Math.abs(ns) >= u.ns) ?? UNITS[0];
  const digits = Math.max(0, Math.ceil(-Math.log10(stepNs / unit.ns) - 1e-9));
  return `${(ns / unit.ns).toFixed(digits)} ${unit.name}`;
}

const COUNT = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });

/** `842`, `10 000`; the page's language says how thousands are set apart. */
export function formatCount(value: number): string {
  const text = COUNT.format(value);
  return language === 'en' ? text.replaceAll(',', ' ') : text;
}

/** How many on average: `12`, `3.4`, `< 0.1`. */
export function formatAverage(value: number): string {
  if (value > 0 && value < 0.1) return '< 0.1';
  return value < 10 ? trimmed(value.toFixed(1)) : formatCount(value);
}

/** `0 %`, `< 1 %`, `37 %`, `> 99 %`, `100 %`. */
export function formatShare(share: number): string {
  const { percent } = words.numbers;
  if (share <= 0) return percent('0');
  if (share >= 1) return percent('100');
  if (share < 0.01) return `< ${percent('1')}`;
  if (share > 0.99) return `> ${percent('99')}`;
  return percent(String(Math.round(share * 100)));
}

/** A place in a queue: 1st, 2nd, 3rd, 4th, 11th. */
export const formatOrdinal = (n: number): string => words.numbers.ordinal(n);

const trimmed = (digits: string) => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
