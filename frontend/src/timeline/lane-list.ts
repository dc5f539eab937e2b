import { html, nothing, render, type TemplateResult } from 'lit';
import { formatCount } from '../base/format.ts';
import { clamp } from '../base/units.ts';
import { words } from '../base/words.ts';
import type { LaneKey } from './arrangement.ts';
import { describeObject, laneName } from './describe.ts';
import { type Action, actionsOn } from './lane-actions.ts';
import type { Lane } from './lanes.ts';
import type { Layout } from './layout.ts';
import { threadColour } from './palette.ts';
import type { View } from './view.ts';

/** So many lanes on either side of the current one are in the document: more would make a change of ten thousand slow. */
const AROUND = 150;
const PAGE = 10;

interface Ways {
  readonly act: (action: Action, lane: Lane) => void;
  readonly menu: (lane: Lane, back: HTMLElement) => void;
  /** Lays the lanes out as they are wanted by now. */
  readonly settle: () => void;
}

/** The lanes in words, for those who do not see them; and the keyboard's way to each of them. */
export class LaneList {
  private readonly host: HTMLElement;
  private readonly view: View;
  private readonly layout: Layout;
  private readonly ways: Ways;
  /** Where the keyboard was, for when it comes back. */
  private last: LaneKey | null = null;

  constructor(host: HTMLElement, view: View, layout: Layout, ways: Ways) {
    this.host = host;
    this.view = view;
    this.layout = layout;
    this.ways = ways;
    host.setAttribute('role', 'tree');
    host.setAttribute('aria-label', words.lanes.list);
    host.tabIndex = 0;
    host.addEventListener('keydown', (event) => this.key(event));
    host.addEventListener('focus', () => {
      const { lanes } = layout;
      view.lanes.current = lanes.find(({ key }) => key === this.last)?.key ?? lanes[0]?.key ?? null;
      this.update();
    });
    host.addEventListener('blur', () => {
      view.lanes.current = null;
    });
  }

  get current(): Lane | undefined {
    const { current } = this.view.lanes;
    return current === null ? undefined : this.layout.lane(current);
  }

  update(): void {
    const { lanes } = this.layout;
    const { current } = this;
    const at = current ? lanes.indexOf(current) : 0;
    const shown = lanes.length <= 2 * AROUND ? lanes : lanes.slice(Math.max(0, at - AROUND), at + AROUND);
    const first = lanes.indexOf(shown[0]!);
    if (current) this.host.setAttribute('aria-activedescendant', this.idOf(current));
    else this.host.removeAttribute('aria-activedescendant');
    render(
      shown.map((lane, i) => this.item(lane, first + i + 1)),
      this.host,
    );
  }

  private readonly idOf = (lane: Lane): string => `${this.host.id}-${lane.key}`;

  private item(lane: Lane, place: number): TemplateResult {
    const { recording, moment, lanes } = this.view;
    const thread = lane.kind === 'thread' ? lane.thread.id : nothing;
    const state = lane.kind === 'thread' ? (lane.thread.stateAfter(moment)?.state ?? 'new') : nothing;
    const text =
      lane.kind === 'thread'
        ? `${lane.name}: ${words.state[state as keyof typeof words.state]}`
        : lane.kind === 'object'
          ? `${lane.name}: ${describeObject(recording!, lane.object, moment)}`
          : words.lanes.group(laneName(lane), formatCount(lane.group.threads.length + lane.group.objects.length));
    return html`<li id=${this.idOf(lane)} role="treeitem" aria-level=${lane.inside ? 2 : 1} aria-posinset=${place} aria-setsize=${this.layout.lanes.length}
      aria-expanded=${lane.kind === 'group' ? lane.open : nothing} aria-selected=${lane.key === lanes.current} data-lane=${lane.key} data-pinned=${lane.pinned || nothing}
      data-thread=${thread} data-object=${lane.kind === 'object' ? lane.object.info.id : nothing} data-group=${lane.kind === 'group' ? lane.key : nothing}
      data-state=${state} data-colour=${lane.kind === 'thread' ? threadColour(lane.thread.id) : nothing}>${text}${lane.pinned ? `, ${words.lanes.pinned}` : nothing}</li>`;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const lane = this.current;
    if (!lane) return;
    const done = event.altKey ? this.shift(lane, event.key) : this.go(lane, event.key) || this.act(lane, event.key);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private go(lane: Lane, key: string): boolean {
    const { lanes } = this.layout;
    const at = lanes.indexOf(lane);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: lanes.length - 1,
    }[key];
    if (to === undefined) return false;
    this.stand(lanes[clamp(to, 0, lanes.length - 1)]!);
    return true;
  }

  private act(lane: Lane, key: string): boolean {
    const offered = actionsOn(lane, this.layout);
    const wanted = (
      {
        ArrowRight: ['open'],
        ArrowLeft: ['close'],
        p: ['pin', 'unpin'],
        P: ['pin', 'unpin'],
        Delete: ['hide'],
      } as Record<string, Action[]>
    )[key];
    const action = wanted?.find((each) => offered.includes(each));
    if (action) this.perform(action, lane);
    else if (key === 'ArrowLeft' && lane.inside) this.stand(this.layout.lane(lane.inside.key) ?? lane);
    else if (key === 'Enter' || key === 'ContextMenu') this.ways.menu(lane, this.host);
    // What there is nothing to do for still belongs to the list.
    return wanted !== undefined || key === 'Enter' || key === 'ContextMenu';
  }

  /** Moves a lane among its neighbours. */
  private shift(lane: Lane, key: string): boolean {
    const action = key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : null;
    if (!action) return false;
    if (actionsOn(lane, this.layout).includes(action)) this.perform(action, lane);
    return true;
  }

  private perform(action: Action, lane: Lane): void {
    const at = this.layout.lanes.indexOf(lane);
    this.ways.act(action, lane);
    this.ways.settle();
    const { lanes } = this.layout;
    // Where the lane has gone, the next one takes its place.
    const next = this.layout.lane(lane.key) ?? lanes[Math.min(at, lanes.length - 1)];
    if (next) this.stand(next);
  }

  private stand(lane: Lane): void {
    this.last = lane.key;
    this.view.lanes.current = lane.key;
    this.update();
  }
}
