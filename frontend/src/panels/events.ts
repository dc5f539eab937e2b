import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Column } from '../base/column.ts';
import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import { kindOf } from '../model/kinds.ts';
import type { Recording } from '../model/recording.ts';
import { describeValue, placeOf } from '../timeline/describe.ts';
import { matcher } from '../timeline/find.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';

const ROW_PX = 24;
const SPARE_ROWS = 6;

/** Every event as a line of text; only the lines in sight are in the document. */
export class EventsPanel {
  private readonly host: HTMLElement;
  private readonly view: View;
  private text = '';
  /** The events that pass the filter, as far as they were looked at. */
  private passing = new Column();
  private looked = 0;
  private of: Recording | null = null;
  private shownMoment = 0;

  constructor(host: HTMLElement, view: View) {
    this.host = host;
    this.view = view;
  }

  update(): void {
    const { recording, moment } = this.view;
    this.sift();
    const count = this.count;
    const scroller = this.host.querySelector<HTMLElement>('.events');
    const height = scroller?.clientHeight ?? 240;
    const first = Math.max(0, Math.floor((scroller?.scrollTop ?? 0) / ROW_PX) - SPARE_ROWS);
    const last = Math.min(count, first + Math.ceil(height / ROW_PX) + 2 * SPARE_ROWS);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => this.row(recording!, first + i));
    render(
      html`<div class="events-head">
          <input type="search" placeholder=${words.events.filter} aria-label=${words.events.filter}
            .value=${live(this.text)} @input=${(event: Event) => {
              this.filter = (event.target as HTMLInputElement).value;
            }}>
          <span class="panel-note">${recording ? words.events.of(formatCount(count), formatCount(recording.trace.count)) : nothing}</span>
        </div>
        <div class="events scrolls" role=${count === 0 ? 'group' : 'listbox'} tabindex="0" aria-label=${words.events.label}
          @scroll=${() => this.update()} @keydown=${(event: KeyboardEvent) => this.key(event)}>
          ${count === 0 ? html`<p class="empty">${words.empty.events}</p>` : nothing}
          <div class="events-space" style="height: ${count * ROW_PX}px">
            <div style="transform: translateY(${first * ROW_PX}px)">${rows}</div>
          </div>
        </div>`,
      this.host,
    );
    if (moment !== this.shownMoment) {
      this.shownMoment = moment;
      this.bringIn(moment);
    }
  }

  private get count(): number {
    return this.text === '' ? (this.view.recording?.trace.count ?? 0) : this.passing.length;
  }

  private seqOf(row: number): number {
    return this.text === '' ? row + 1 : this.passing.at(row);
  }

  get filter(): string {
    return this.text;
  }

  set filter(text: string) {
    if (text.trim() === this.text) return;
    this.text = text.trim();
    this.passing = new Column();
    this.looked = 0;
    this.view.changed();
  }

  private sift(): void {
    const { recording } = this.view;
    if (recording !== this.of) {
      this.of = recording;
      this.passing = new Column();
      this.looked = 0;
    }
    if (!recording || this.text === '') return;
    const passes = matcher(recording, this.text);
    while (this.looked < recording.trace.count) {
      this.looked++;
      if (passes(this.looked)) this.passing.push(this.looked);
    }
  }

  private row(recording: Recording, index: number) {
    const seq = this.seqOf(index);
    const { trace } = recording;
    const thread = trace.thread.at(seq);
    const object = trace.object.at(seq);
    const cause = trace.cause.at(seq);
    const now = seq === this.view.playhead;
    return html`<div class="event" role="option" aria-selected=${now} aria-posinset=${index + 1} aria-setsize=${this.count} @click=${() => this.view.goTo(seq)}>
      <span class="event-seq">${seq}</span>
      <span class="event-time">${recording.clock.moment(trace.t.at(seq), Math.max(1_000, recording.endNs / 1e6))}</span>
      <span class="event-thread" style="--own: var(${threadColour(thread)})">${recording.threadName(thread)}</span>
      <span class="event-kind">${kindOf(trace.kind.at(seq)).kind}</span>
      <span class="event-object">${object ? recording.objectName(object) : nothing} <em>${describeValue(recording, seq)}</em></span>
      <span class="event-cause">${cause ? words.events.cause(cause) : nothing}</span>
      <span class="event-place">${placeOf(recording, seq)}</span>
    </div>`;
  }

  private key(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || this.text !== '') return;
    event.preventDefault();
    this.view.step(by);
  }

  private bringIn(seq: number): void {
    const scroller = this.host.querySelector<HTMLElement>('.events');
    if (!scroller || scroller.clientHeight === 0) return;
    const top = (this.text === '' ? seq - 1 : this.passing.upperBound(seq) - 1) * ROW_PX;
    if (top >= scroller.scrollTop && top + ROW_PX <= scroller.scrollTop + scroller.clientHeight) return;
    scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 2);
  }
}
