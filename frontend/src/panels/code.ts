import { html, nothing, render, type TemplateResult } from 'lit';
import { topInside } from '../base/scroll.ts';
import { words } from '../base/words.ts';
import type { Source } from '../model/scenario.ts';
import { threadColour } from '../timeline/palette.ts';
import type { Selection, View } from '../timeline/view.ts';
import { highlight, type Token } from './highlight.ts';

const CHIPS = 3;

/** The program, with each thread's name at the line where it is. */
export class CodePanel {
  private readonly host: HTMLElement;
  private readonly view: View;
  private sources: readonly Source[] = [];
  private lines: Token[][] = [];
  private shown = 0;
  private selectionSeen: Selection | null = null;

  constructor(host: HTMLElement, view: View) {
    this.host = host;
    this.view = view;
    host.replaceChildren();
  }

  show(sources: readonly Source[], index = 0): void {
    this.sources = sources;
    this.shown = index;
    this.lines = sources[index] ? highlight(sources[index]) : [];
    this.update();
  }

  update(): void {
    const line = this.follow();
    const source = this.sources[this.shown];
    render(
      html`<header class="panel-head">
          <h2>${words.panels.code}</h2>
          <div class="switch" role="group" aria-label=${words.panels.code}>
            ${this.sources.length > 1
              ? this.sources.map((s, i) => html`<button type="button" aria-pressed=${i === this.shown} @click=${() => this.show(this.sources, i)}>${this.tabName(s)}</button>`)
              : nothing}
          </div>
          <span class="panel-note">${source?.language === 'python' ? words.code.pythonNote : source?.file}</span>
        </header>
        <div class="code scrolls" tabindex="0" aria-label=${source?.file ?? words.panels.code}>
          ${source ? this.listing(source) : html`<p class="empty">${words.code.none}</p>`}
        </div>`,
      this.host,
    );
    if (line !== 0) this.bringIn(line);
  }

  /** A new selection brings its file to the front; its line there, or 0. */
  private follow(): number {
    const { selection, recording } = this.view;
    if (selection === this.selectionSeen) return 0;
    this.selectionSeen = selection;
    const site = selection && recording?.trace.sites[recording.trace.site.at(selection.seq)];
    const at = site ? this.sources.findIndex((source) => source.file === site.file) : -1;
    if (!site || at < 0) return 0;
    if (at !== this.shown) {
      this.shown = at;
      this.lines = highlight(this.sources[at]!);
    }
    return site.line;
  }

  /** Scrolls the listing, and nothing but the listing. */
  private bringIn(number: number): void {
    const scroller = this.host.querySelector<HTMLElement>('.code');
    const line = scroller?.querySelector<HTMLElement>(`[data-line="${number}"]`);
    if (!scroller || !line) return;
    const top = topInside(scroller, line);
    if (top >= scroller.scrollTop && top + line.offsetHeight <= scroller.scrollTop + scroller.clientHeight) return;
    scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 3);
  }

  private tabName(source: Source): string {
    const alike = this.sources.filter((s) => s.language === source.language).length > 1;
    return alike ? source.file.slice(source.file.lastIndexOf('/') + 1) : words.code[source.language];
  }

  private listing(source: Source): TemplateResult[] {
    const here = this.threadsByLine(source.file);
    const { recording, marks, selection } = this.view;
    const lineOf = (seq: number) => {
      const site = recording?.trace.sites[recording.trace.site.at(seq)];
      return site?.file === source.file ? site.line : 0;
    };
    const found = new Set(marks.finding?.events.map(lineOf));
    const selected = selection ? lineOf(selection.seq) : 0;
    return this.lines.map((tokens, i) => {
      const number = source.firstLine + i;
      const threads = here.get(number);
      return html`<div class="code-line" data-line=${number} data-found=${found.has(number) || nothing} data-selected=${number === selected || nothing} data-current-threads=${threads?.join(' ') ?? nothing}>
        <span class="code-number">${number}</span><code>${tokens.map(({ text, style }) => (style ? html`<span class=${style}>${text}</span>` : text))}</code>${threads ? this.chips(threads) : nothing}</div>`;
    });
  }

  private chips(threads: readonly number[]): TemplateResult {
    const name = (id: number) => this.view.recording!.threadName(id);
    return html`<span class="code-here" title=${words.code.here(words.list.names(...threads.map(name)))}>
      ${threads.slice(0, CHIPS).map((id) => html`<span class="chip" style="--own: var(${threadColour(id)})">${name(id)}</span>`)}
      ${threads.length > CHIPS ? html`<span class="chip chip-more">+${threads.length - CHIPS}</span>` : nothing}
    </span>`;
  }

  private threadsByLine(file: string): Map<number, number[]> {
    const { recording, moment } = this.view;
    const lines = new Map<number, number[]>();
    for (const thread of recording?.threads ?? []) {
      const seq = thread.lastSited(moment);
      const site = recording!.trace.sites[recording!.trace.site.at(seq)];
      if (seq === 0 || site?.file !== file) continue;
      const here = lines.get(site.line);
      if (here) here.push(thread.id);
      else lines.set(site.line, [thread.id]);
    }
    return lines;
  }
}
