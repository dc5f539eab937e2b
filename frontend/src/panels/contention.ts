import { html, nothing, render, type TemplateResult } from 'lit';
import { formatCount, formatShare } from '../base/format.ts';
import { words } from '../base/words.ts';
import type { Contended, Statistics, Summary } from '../model/statistics.ts';
import { figuresOf } from '../timeline/statistics.ts';
import type { View } from '../timeline/view.ts';
import { criticalSection } from './critical.ts';
import { matrixSection } from './matrix.ts';
import { rangeForm } from './range.ts';
import { term } from './term.ts';
import { threadTimes } from './thread-times.ts';

const t = words.contention;

/** Who waited for what, because of whom and for how long: of the whole run, or of a chosen part of it. */
export class ContentionPanel {
  private readonly host: HTMLElement;
  private readonly view: View;
  /** The one object that the matrix is of; 0 for all. */
  private object = 0;
  /** What the panel was written from last. */
  private shown: readonly unknown[] = [undefined];

  constructor(host: HTMLElement, view: View) {
    this.host = host;
    this.view = view;
  }

  update(): void {
    const { view } = this;
    const figures = figuresOf(view);
    const { range, criticalPath } = view.marks;
    const shown = [figures, range, criticalPath, this.object, view.live, view.recording];
    // Panning and zooming change nothing here, and there can be many rows.
    if (shown.every((part, i) => part === this.shown[i])) return;
    this.shown = shown;
    if (!figures && view.recording?.working) {
      render(html`<p class="empty">${words.empty.figures}</p>`, this.host);
      return;
    }
    const nothingYet = !figures || (figures.objects.length === 0 && !view.marks.range);
    render(
      nothingYet && (view.recording?.trace.count ?? 0) === 0
        ? html`<p class="empty">${words.empty.contention}</p>`
        : html`<div class="contention scrolls" tabindex="0" aria-label=${words.panels.contention}>
            ${rangeForm(view)}
            ${figures!.objects.length > 0 ? this.table(figures!) : html`<p class="panel-note">${view.marks.range ? t.range.none : words.empty.contention}</p>`}
            ${matrixSection(view, figures!, this.object, (object) => {
              this.object = object;
              this.update();
            })}
            ${this.chain(figures!)}
            ${threadTimes(view, figures!)}
            ${criticalSection(view)}
          </div>`,
      this.host,
    );
  }

  private table({ objects }: Statistics): TemplateResult {
    const waits = [
      [t.total, ''],
      [t.p50, t.percentileText],
      [t.p95, t.percentileText],
      [t.p99, t.percentileText],
      [t.max, ''],
    ] as const;
    const head = (name: string, text: string) => html`<th scope="col">${text ? term(name, text) : name}</th>`;
    return html`<div class="wide-table scrolls" tabindex="0"><table class="numbers">
      <caption class="visually-hidden">${t.caption}</caption>
      <thead><tr>${head(t.object, '')}${head(t.obtained, '')}${head(t.contended, t.contendedText)}${waits.map(([name, text]) => head(name, text))}${head(t.hold, t.holdText)}${head(t.holdMax, t.holdText)}</tr></thead>
      <tbody>${objects.map((row) => this.row(row))}</tbody>
    </table></div>`;
  }

  private row({ object: info, operation, obtained, contended, wait, hold }: Contended): TemplateResult {
    const clock = this.view.recording!.clock;
    const time = ({ count }: Summary, ns: number) => html`<td>${count === 0 ? '–' : clock.duration(ns)}</td>`;
    const share = obtained === 0 ? 0 : contended / obtained;
    const doing = t.operations[operation];
    return html`<tr data-object=${info.id} data-operation=${operation}>
      <th scope="row">${info.name}<small>${info.type}${doing ? `, ${doing}` : nothing}</small></th>
      <td>${formatCount(obtained)}</td>
      <td>${obtained === 0 ? '–' : html`<span class="share" style="--share: ${share}">${formatShare(share)}</span>`}</td>
      ${time(wait, wait.total)}${time(wait, wait.p50)}${time(wait, wait.p95)}${time(wait, wait.p99)}${time(wait, wait.max)}${time(hold, hold.p50)}${time(hold, hold.max)}
    </tr>`;
  }

  private chain({ chain }: Statistics): TemplateResult {
    const names = chain.threads.map((id) => this.view.recording!.threadName(id));
    return html`<section class="figures"><h3>${term(t.chain.title, t.chain.text)}</h3>
      <p id="longest-chain">${names.length > 0 ? names.join(' → ') : t.chain.none}</p></section>`;
  }
}
