import { html, nothing, render } from 'lit';
import { atMostEvery } from '../base/frame.ts';
import { words } from '../base/words.ts';
import type { Scenario } from '../model/scenario.ts';
import { Panels, type Tab } from '../panels/panels.ts';
import type { Compared } from './compared.ts';
import { type Linked, otherOf, SIDES, type SideKey } from './linked.ts';

const t = words.compare.explained;

interface Told {
  readonly compared: Compared;
  readonly scenario: Scenario | null;
}

/** Code and panels of the run that leads, under its name; and where the other run has the same. */
export class Explained {
  private readonly host: HTMLElement;
  private readonly told: Readonly<Record<SideKey, Told>>;
  private readonly linked: Linked;
  private readonly go: (side: SideKey) => void;
  private readonly chosen: () => void;
  private readonly places: Readonly<Record<SideKey, { readonly box: HTMLElement; readonly panels: Panels }>>;

  /** `go` has the other run lead; `chosen` is told when a person opens a panel. */
  constructor(
    host: HTMLElement,
    told: Readonly<Record<SideKey, Told>>,
    linked: Linked,
    go: (side: SideKey) => void,
    chosen: () => void,
  ) {
    this.host = host;
    this.told = told;
    this.linked = linked;
    this.go = go;
    this.chosen = chosen;
    this.places = { a: this.place('a'), b: this.place('b') };
    const update = atMostEvery(100, () => this.update());
    for (const side of SIDES) told[side].compared.view.watch(update);
    this.update();
  }

  /** The panel in front, with all that has happened taken in. */
  tab(): Tab {
    return this.places[this.linked.lead].panels.front();
  }

  open(tab: Tab): void {
    for (const side of SIDES) this.places[side].panels.open(tab);
  }

  /** The run that leads, or what is known of it, is another now. */
  update(): void {
    const { lead } = this.linked;
    const {
      scenario,
      compared: { session, view },
    } = this.told[lead];
    const variant = scenario?.variants.find(({ id }) => id === session.run?.variant);
    const other = otherOf(lead);
    const match = this.told[other].compared.view.selection?.seq ?? 0;
    render(
      html`<header class="explained-head">
          <h2 id="explained-title" role="status"><span class="side" data-side=${lead}>${words.compare.name[lead]}</span> <span>${t.title(words.compare.name[lead], variant?.title ?? session.run?.variant ?? '')}</span></h2>
          ${
            view.selection
              ? html`<p class="mode" id="explained-match" data-seq=${match}>${
                  match === 0
                    ? t.noMatch(words.compare.name[other])
                    : html`${t.match(words.compare.name[other], match)} <button type="button" class="link" @click=${() => this.go(other)}>${t.go(words.compare.name[other])}</button>`
                }</p>`
              : nothing
          }
        </header>
        ${this.places[lead].box}`,
      this.host,
    );
  }

  private place(side: SideKey): { box: HTMLElement; panels: Panels } {
    const { compared, scenario } = this.told[side];
    const box = document.createElement('div');
    box.className = 'panels';
    render(
      html`<section id="panel-code" class="panel panel-code"></section><section id="panel-tabs" class="panel-tabs" aria-label=${t.panels}></section>`,
      box,
    );
    const panels = new Panels(
      box.querySelector<HTMLElement>('#panel-code')!,
      box.querySelector<HTMLElement>('#panel-tabs')!,
      compared.view,
    );
    panels.onChoice = this.chosen;
    panels.showSources(scenario?.variants.find(({ id }) => id === compared.session.run?.variant)?.sources ?? []);
    return { box, panels };
  }
}
