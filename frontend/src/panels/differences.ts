import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import type { Comparison, FindingsOn, Pair, Waits } from '../model/compare.ts';
import { goalMet } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { titleOf } from '../timeline/describe.ts';
import { formatRatio } from './verdict.ts';

const t = words.compare;
const { parts } = words.list;

/** A figure of both runs as text, and how B's stands against A's. */
interface Row extends Pair<string> {
  readonly name: string;
  readonly note?: string;
  readonly against: string;
}

/** The figures of two runs that are over, in three tables. */
export function differences(a: Recording, b: Recording, comparison: Comparison): TemplateResult {
  return html`${table('run', t.table.run, runRows(a, b, comparison))}
    ${table('waits', t.table.waits, waitRows(a, b, comparison), t.noWaits)}
    ${table('findings', t.table.findings, comparison.findings.map(findingRow), t.noFindings)}`;
}

function table(key: string, title: string, rows: readonly Row[], otherwise = ''): TemplateResult {
  return html`<section class="difference-table" data-table=${key}><h2>${title}</h2>
    ${
      rows.length === 0
        ? html`<p class="panel-note">${otherwise}</p>`
        : html`<table class="numbers">
      <caption class="visually-hidden">${title}</caption>
      <thead><tr><td></td><th scope="col">${t.name.a}</th><th scope="col">${t.name.b}</th><th scope="col">${t.table.against}</th></tr></thead>
      <tbody>${rows.map(
        ({ name, note, a, b, against }) => html`<tr data-differs=${against !== t.same && against !== t.inBoth}>
        <th scope="row">${name}${note ? html`<small>${note}</small>` : nothing}</th><td data-side="a">${unbroken(a)}</td><td data-side="b">${unbroken(b)}</td><td class="against">${unbroken(against)}</td></tr>`,
      )}</tbody>
    </table>`
    }</section>`;
}

function runRows(a: Recording, b: Recording, comparison: Comparison): Row[] {
  const plain = (name: string, text: (recording: Recording) => string): Row => ({
    name,
    a: text(a),
    b: text(b),
    against: text(a) === text(b) ? t.same : t.differs,
  });
  const counted = (name: string, { a: one, b: other }: Pair<number>, text: typeof t.threads): Row => ({
    name,
    a: text(one, formatCount(one)),
    b: text(other, formatCount(other)),
    against: signed(other - one, (n) => text(n, formatCount(n))),
  });
  const { durationNs } = comparison;
  return [
    {
      name: t.rows.time,
      a: a.clock.duration(durationNs.a),
      b: b.clock.duration(durationNs.b),
      against: timeAgainst(a, comparison, durationNs),
    },
    plain(t.rows.status, ({ run }) => words.status[run.status]),
    plain(t.rows.value, ({ run }) => valueText(run.outcome?.value)),
    plain(t.rows.goal, ({ run }) => [t.unsaid, t.met, t.missed][[null, true, false].indexOf(goalMet(run))]!),
    counted(t.rows.threads, comparison.threads, t.threads),
    counted(t.rows.events, comparison.events, t.events),
  ];
}

function waitRows(a: Recording, b: Recording, comparison: Comparison): Row[] {
  const { waits, objects } = comparison;
  if (waits.a.count + waits.b.count === 0) return [];
  const text = ({ clock }: Recording, { count, totalNs }: Waits) =>
    count === 0 ? t.none : parts(t.waits(count, formatCount(count)), clock.duration(totalNs));
  const row = (name: string, one: Waits, other: Waits, note = ''): Row => {
    const more = signed(other.count - one.count, (n) => t.waits(n, formatCount(n)));
    const longer = comparison.sameClock ? timeAgainst(a, comparison, { a: one.totalNs, b: other.totalNs }) : t.same;
    return {
      name,
      note,
      a: text(a, one),
      b: text(b, other),
      against: parts(...[...new Set([more, longer])].filter((difference) => difference !== t.same)) || t.same,
    };
  };
  const longest = (recording: Recording, { count, longestNs }: Waits) =>
    count === 0 ? t.none : recording.clock.duration(longestNs);
  return [
    row(t.rows.waits, waits.a, waits.b),
    {
      name: t.rows.longest,
      a: longest(a, waits.a),
      b: longest(b, waits.b),
      against: timeAgainst(a, comparison, { a: waits.a.longestNs, b: waits.b.longestNs }),
    },
    ...objects.map(({ name, operation, a: one, b: other }) => row(name, one, other, t.operations[operation])),
  ];
}

function findingRow({ type, certainty, objects, a, b }: FindingsOn): Row {
  const text = (n: number) => (n === 0 ? t.none : t.findings(n, formatCount(n)));
  return {
    name: titleOf(type),
    note: parts(words.finding[certainty], ...objects),
    a: text(a),
    b: text(b),
    against: b === 0 ? t.onlyA : a === 0 ? t.onlyB : t.inBoth,
  };
}

/** `+1.25 ms, 3 ×`; said to be incomparable where the runs count different things. */
function timeAgainst({ clock }: Recording, { sameClock }: Comparison, { a, b }: Pair<number>): string {
  if (!sameClock) return t.incomparable;
  if (clock.duration(a) === clock.duration(b)) return t.same;
  const more = signed(b - a, (ns) => clock.duration(ns));
  const ratio = formatRatio(b / a);
  return a === 0 || b === 0 || ratio === '1' ? more : parts(more, t.times(ratio));
}

/** A number stays on one line with its unit. */
const unbroken = (text: string): string => text.replaceAll(/(\d) /g, '$1\u00a0');

const signed = (difference: number, text: (n: number) => string): string =>
  difference === 0 ? t.same : `${difference > 0 ? '+' : '−'}${text(Math.abs(difference))}`;

const valueText = (value: unknown): string =>
  value === null || value === undefined ? t.none : typeof value === 'string' ? value : JSON.stringify(value);
