import { html, nothing, render, type TemplateResult } from 'lit';
import { topInside } from '../base/scroll.ts';
import { words } from '../base/words.ts';
import type { Source } from '../model/scenario.ts';
import { threadColour } from '../timeline/palette.ts';
import type { Selection, View } from '../timeline/view.ts';
import { type Line, linesOf } from './changes.ts';

const CHIPS = 3;

/** Another program for the same, whose listing can be compared with the one shown. */
export interface Alternative {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly Source[];
}

/** The program, with each thread's name at the line where it is. */
export class CodePanel {
  private readonly host: HTMLElement;
  private readonly view: View;
  private sources: readonly Source[] = [];
  private alternatives: readonly Alternative[] = [];
  /** The id of the alternative that the listing is compared with, or nothing. */
  private against = '';
  private lines: readonly Line[] = [];
  private shown = 0;
  private selectionSeen: Selection | null = null;

  constructor(host: HTMLElement, view: View) {
    this.host = host;
    this.view = view;
    host.replaceChildren();
  }

  /** Shows the first of these; beside each line that differs from the alternative `against`, that it does. */
  show(sources: readonly Source[], alternatives: readonly Alternative[] = [], against = ''): void {
    this.sources = sources;
    this.alternatives = alternatives;
    this.against = against;
    this.turnTo(0);
    this.update();
  }

  private turnTo(index: number): void {
    this.shown = index;
    const source = this.sources[index];
    this.lines = source ? linesOf(source, this.counterpart(source, this.against)) : [];
  }

  /** The listing of an alternative in the same language. */
  private counterpart({ language }: Source, id: string): Source | null {
    return (
      this.alternatives.find((each) => each.id === id)?.sources.find((source) => source.language === language) ?? null
    );
  }

  private turn(index: number, against = this.against): void {
    this.against = against;
    this.turnTo(index);
    this.update();
  }

  update(): void {
    const line = this.follow();
    const source = this.sources[this.shown];
    render(
      html`<header class="panel-head">
          <h2>${words.panels.code}</h2>
          <div class="switch" role="group" aria-label=${words.panels.code}>
            ${
              this.sources.length > 1
                ? this.sources.map(
                    (s, i) =>
                      html`<button type="button" aria-pressed=${i === this.shown} @click=${() => this.turn(i)}>${this.tabName(s)}</button>`,
                  )
                : nothing
            }
          </div>
          ${source ? this.choice(source) : nothing}
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
    if (at !== this.shown) this.turnTo(at);
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

  private choice(source: Source): TemplateResult | typeof nothing {
    const others = this.alternatives.filter(({ id }) => this.counterpart(source, id));
    if (others.length === 0) return nothing;
    return html`<select class="code-against" aria-label=${words.code.compare} @change=${(event: Event) => this.turn(this.shown, (event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${this.against === ''}>${words.code.compare}</option>
      ${others.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.against}>${words.code.against(name)}</option>`)}
    </select>`;
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
    return this.lines.map(({ tokens, number, change }) => {
      const code = html`<code>${tokens.map(({ text, style }) => (style ? html`<span class=${style}>${text}</span>` : text))}</code>`;
      if (change === 'removed')
        return html`<div class="code-line" data-change="removed"><span class="code-number">−</span><del>${code}</del></div>`;
      const threads = here.get(number);
      return html`<div class="code-line" data-line=${number} data-change=${change ?? nothing} data-found=${found.has(number) || nothing} data-selected=${number === selected || nothing} data-current-threads=${threads?.join(' ') ?? nothing}>
        <span class="code-number">${change ? '+ ' : nothing}${number}</span>${change ? html`<ins>${code}</ins>` : code}${threads ? this.chips(threads) : nothing}</div>`;
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
