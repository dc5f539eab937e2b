import { html, nothing, render, type TemplateResult } from 'lit';
import { atMostEvery } from '../base/frame.ts';
import { topInside } from '../base/scroll.ts';
import { words } from '../base/words.ts';
import { type Finding, isOver } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { anyLockContended } from '../model/statistics.ts';
import type { View } from '../timeline/view.ts';
import { CodePanel } from './code.ts';
import { ContentionPanel } from './contention.ts';
import { EventsPanel } from './events.ts';
import { findingsPanel } from './findings.ts';
import { selectionPanel } from './selection.ts';

export const TABS = ['selection', 'outcomes', 'findings', 'contention', 'events'] as const;
export type Tab = (typeof TABS)[number];

/** Faster than this nobody reads. */
const UPDATE_MS = 100;
/** Of a finding this much is in sight, or it is brought in. */
const LEAST_SEEN_PX = 120;

/** The listing, and beside it one of the other panels at a time. */
export class Panels {
  tab: Tab = 'selection';
  /** Told when a person opens a panel, not when one comes to the front by itself. */
  onChoice: () => void = () => {};
  private readonly tabs: HTMLElement;
  private readonly view: View;
  private readonly code: CodePanel;
  private readonly events: EventsPanel;
  private readonly contention: ContentionPanel;
  /** The page's, where there are schedules to explore. */
  private outcomes: (() => TemplateResult) | null = null;
  private findingsSeen = 0;
  private selectionSeen: unknown = null;
  private findingSeen: Finding | null = null;
  private rangeSeen = false;
  private findingShown: Finding | null = null;
  private overSeen: Recording | null = null;
  /** A person has, or an address that a person made: from then on only news opens a tab. */
  private chosen = false;

  constructor(code: HTMLElement, tabs: HTMLElement, view: View) {
    this.tabs = tabs;
    this.view = view;
    this.code = new CodePanel(code, view);
    render(
      html`<div class="tabs" role="tablist"></div>
        ${TABS.map((tab) => html`<section id="panel-${tab}" class="panel" role="tabpanel" aria-labelledby="tab-${tab}"></section>`)}`,
      tabs,
    );
    this.events = new EventsPanel(this.panel('events'), view);
    this.contention = new ContentionPanel(this.panel('contention'), view);
    const update = atMostEvery(UPDATE_MS, () => this.update());
    view.watch(update);
    this.update();
  }

  showSources(...shown: Parameters<CodePanel['show']>): void {
    this.code.show(...shown);
  }

  /** Offers the outcomes panel, or takes it away. */
  showOutcomes(outcomes: (() => TemplateResult) | null): void {
    this.outcomes = outcomes;
    if (!outcomes && this.tab === 'outcomes') this.tab = 'selection';
    this.update();
  }

  open(tab: Tab): void {
    // What is news now does not lead away from here.
    this.followInterest();
    this.tab = tab;
    this.chosen = true;
    this.update();
  }

  /** The panel in front, with all that has happened taken in. */
  front(): Tab {
    const before = this.tab;
    this.followInterest();
    if (this.tab !== before) this.update();
    return this.tab;
  }

  private choose(tab: Tab): void {
    this.open(tab);
    this.onChoice();
  }

  /** Of the list of events. */
  get filter(): string {
    return this.events.filter;
  }

  set filter(text: string) {
    this.events.filter = text;
  }

  private get offered(): readonly Tab[] {
    return this.outcomes ? TABS : TABS.filter((tab) => tab !== 'outcomes');
  }

  private panel(tab: Tab): HTMLElement {
    return this.tabs.querySelector<HTMLElement>(`#panel-${tab}`)!;
  }

  update(): void {
    this.followInterest();
    const found = this.view.recording?.findings.length ?? 0;
    render(
      this.offered.map(
        (
          tab,
        ) => html`<button type="button" role="tab" id="tab-${tab}" aria-controls="panel-${tab}" aria-selected=${tab === this.tab}
        tabindex=${tab === this.tab ? 0 : -1} @click=${() => this.choose(tab)} @keydown=${(event: KeyboardEvent) => this.key(event)}>
        ${words.panels[tab]}${tab === 'findings' ? html`<span class="badge">${found > 0 ? found : nothing}</span>` : nothing}</button>`,
      ),
      this.tabs.querySelector<HTMLElement>('.tabs')!,
    );
    for (const tab of TABS) this.panel(tab).hidden = tab !== this.tab;
    this.code.update();
    if (this.tab === 'events') this.events.update();
    else if (this.tab === 'findings') this.updateFindings();
    else if (this.tab === 'contention') this.contention.update();
    else if (this.tab === 'outcomes' && this.outcomes) render(this.outcomes(), this.panel('outcomes'));
    else render(selectionPanel(this.view), this.panel('selection'));
  }

  /**
   * A new finding, a new selection or a new range comes to the front; a person who reads the events, or follows a finding to
   * its events, keeps them, and one who goes through outcomes is not led away by a finding that belongs to one. A run that ends with
   * neither shows its contention rather than a panel with nothing in it.
   */
  private followInterest(): void {
    const { recording, selection } = this.view;
    const found = recording?.findings.length ?? 0;
    if (found > this.findingsSeen && this.tab !== 'outcomes') this.tab = 'findings';
    this.findingsSeen = found;
    const { finding } = this.view.marks;
    const followed = this.tab === 'findings' && finding?.events.includes(selection?.seq ?? 0);
    if (selection !== this.selectionSeen && selection && this.tab !== 'events' && !followed) this.tab = 'selection';
    this.selectionSeen = selection;
    if (finding !== this.findingSeen && finding) this.tab = 'findings';
    this.findingSeen = finding;
    const { range } = this.view.marks;
    if (range && !this.rangeSeen && this.tab !== 'events') this.tab = 'contention';
    this.rangeSeen = range !== null;
    const over = recording && isOver(recording.run) ? recording : null;
    const nothingElse = !this.chosen && this.tab === 'selection' && !selection && found === 0;
    if (over && over !== this.overSeen && nothingElse && anyLockContended(over.objects)) this.tab = 'contention';
    this.overSeen = over;
  }

  /** A finding chosen on the timeline is brought in here. */
  private updateFindings(): void {
    const panel = this.panel('findings');
    render(findingsPanel(this.view), panel);
    const { finding } = this.view.marks;
    if (finding === this.findingShown) return;
    this.findingShown = finding;
    const list = panel.querySelector<HTMLElement>('.findings');
    const item = list?.querySelector<HTMLElement>('[aria-current]');
    if (!list || !item) return;
    const top = topInside(list, item);
    const below = list.scrollTop + list.clientHeight - top;
    if (top + item.offsetHeight / 2 < list.scrollTop || below < Math.min(item.offsetHeight, LEAST_SEEN_PX))
      list.scrollTop = top;
  }

  private key(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const tabs = this.offered;
    this.choose(tabs[(tabs.indexOf(this.tab) + by + tabs.length) % tabs.length]!);
    this.tabs.querySelector<HTMLElement>(`#tab-${this.tab}`)!.focus();
  }
}
