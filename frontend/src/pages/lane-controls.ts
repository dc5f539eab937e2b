import { html, nothing, render, type TemplateResult } from 'lit';
import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import { familiesOf } from '../timeline/arrange.ts';
import { type Arranged, AS_IT_COMES, DENSITIES, GROUPINGS, ONLY, SORTS } from '../timeline/arrangement.ts';
import { FAMILIES, type Family } from '../timeline/families.ts';
import type { View } from '../timeline/view.ts';

const t = words.lanes;

/** What lanes there are, in which order and how tall: a button of the bar with a small form. */
export class LaneControls {
  private readonly host: HTMLElement;
  private readonly view: View;
  /** How many lanes are on the timeline. */
  private readonly shown: () => number;

  constructor(host: HTMLElement, view: View, shown: () => number) {
    this.host = host;
    this.view = view;
    this.shown = shown;
    // As with menus: a press elsewhere, or Escape, and it is gone.
    document.addEventListener('pointerdown', (event) => {
      if (!host.contains(event.target as Node)) this.close(false);
    });
    document.addEventListener(
      'keydown',
      (event) => {
        // A button that is gone after its press leaves the focus to nobody.
        const here = host.contains(document.activeElement) || document.activeElement === document.body;
        if (event.key !== 'Escape' || !this.details?.open || !here) return;
        event.stopPropagation();
        this.close(true);
      },
      { capture: true },
    );
    this.update();
  }

  update(): void {
    const {
      recording,
      lanes: { now },
    } = this.view;
    const present = recording ? familiesOf(recording) : new Set<Family>();
    const all = (recording?.threads.length ?? 0) + (recording?.objects.length ?? 0);
    render(
      html`<details class="arrange" data-changed=${isChanged(now) || nothing}>
        <summary title=${t.title}>${t.button}</summary>
        <div class="arrange-panel" role="group" aria-label=${t.title}>
          <label class="arrange-field"><span>${t.filter}</span>
            <input id="lane-text" type="search" .value=${now.text} placeholder=${t.filterHint} @input=${(event: Event) => this.set({ text: (event.target as HTMLInputElement).value })}></label>
          ${this.choice('lane-only', t.only, ONLY, now.only, t.onlys, (only) => ({ only }))}
          ${this.choice('lane-sort', t.sort, SORTS, now.sort, t.sorts, (sort) => ({ sort }))}
          ${this.choice('lane-grouping', t.grouping, GROUPINGS, now.grouping, t.groupings, (grouping) => ({ grouping }))}
          ${this.choice('lane-density', t.density, DENSITIES, now.density, t.densities, (density) => ({ density }))}
          <fieldset class="arrange-kinds"><legend>${t.kinds}</legend>
            ${FAMILIES.filter((family) => present.has(family)).map(
              (
                family,
              ) => html`<label><input type="checkbox" name=${family} .checked=${!now.withoutFamilies.includes(family)}
              @change=${(event: Event) => this.show(family, (event.target as HTMLInputElement).checked)}>${t.families[family]}</label>`,
            )}
          </fieldset>
          ${
            now.hidden.length > 0
              ? html`<p class="arrange-foot"><span>${t.hidden(now.hidden.length)}</span>
            <button type="button" id="lanes-unhide" @click=${() => this.set({ hidden: [] })}>${t.showHidden}</button></p>`
              : nothing
          }
          <p class="arrange-foot"><output id="lanes-shown">${this.shown() === 0 && all > 0 ? t.none : t.shown(formatCount(this.shown()), formatCount(all))}</output>
            <button type="button" id="lanes-reset" ?disabled=${!isChanged(now)} @click=${() => this.view.lanes.set(AS_IT_COMES)}>${t.reset}</button></p>
        </div>
      </details>`,
      this.host,
    );
  }

  private get details(): HTMLDetailsElement | null {
    return this.host.querySelector('details');
  }

  private close(focus: boolean): void {
    const { details } = this;
    if (!details?.open) return;
    details.open = false;
    if (focus) details.querySelector('summary')!.focus();
  }

  private set(part: Partial<Arranged>): void {
    this.view.lanes.set(part);
  }

  private show(family: Family, shown: boolean): void {
    const without = this.view.lanes.now.withoutFamilies.filter((each) => each !== family);
    this.set({ withoutFamilies: shown ? without : [...without, family] });
  }

  private choice<T extends string>(
    id: string,
    label: string,
    values: readonly T[],
    now: T,
    names: Readonly<Record<T, string>>,
    part: (value: T) => Partial<Arranged>,
  ): TemplateResult {
    return html`<label class="arrange-field" for=${id}><span>${label}</span>
      <select id=${id} @change=${(event: Event) => this.set(part((event.target as HTMLSelectElement).value as T))}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === now}>${names[value]}</option>`)}
      </select></label>`;
  }
}

const isChanged = (now: Arranged): boolean =>
  (Object.keys(AS_IT_COMES) as (keyof Arranged)[]).some((key) => now[key] !== AS_IT_COMES[key] && now[key].length > 0);
