import { html, nothing, render, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { type Api, Problem, type RunRequest } from '../model/api.ts';
import { isOver, type Run, summaryOf } from '../model/format.ts';
import type { Scenario, Variant } from '../model/scenario.ts';
import { problemNote } from '../panels/problem.ts';

const t = words.compare.offer;
const MOST_EARLIER = 12;

/** A run that could be made to compare with. */
interface Fresh {
  readonly key: string;
  readonly variant: Variant;
  readonly text: string;
  readonly request: RunRequest;
}

/** What a run can be compared with: a new one, which it starts, or an earlier one. */
export class Offer {
  private readonly host: HTMLElement;
  private readonly api: Api;
  private readonly addressOf: (run: string, other: string) => string;
  private run: Run | null = null;
  private scenario: Scenario | null = null;
  private earlier: readonly Run[] | null = null;
  private starting = false;
  private problem: Problem | null = null;

  /** `addressOf` is where a run and one to compare it with are shown. */
  constructor(host: HTMLElement, api: Api, addressOf: (run: string, other: string) => string) {
    this.host = host;
    this.api = api;
    this.addressOf = addressOf;
  }

  async show(run: Run, scenario: Scenario | null): Promise<void> {
    if (run.id === this.run?.id) return;
    this.run = run;
    this.scenario = scenario;
    this.earlier = null;
    this.problem = null;
    this.update();
    try {
      const newest = await this.api.runs(run.scenario, MOST_EARLIER + 1);
      if (this.run.id !== run.id) return;
      this.earlier = newest.filter((other) => other.id !== run.id && isOver(other)).slice(0, MOST_EARLIER);
    } catch (reason) {
      this.problem = Problem.of(reason);
    }
    this.update();
  }

  private update(): void {
    const { earlier, problem, starting } = this;
    const fresh = this.run && this.scenario ? freshOf(this.run, this.scenario) : [];
    render(
      html`<h2>${t.title}</h2>
        ${problem ? problemNote(problem) : nothing}
        <div class="offers">
          ${
            fresh.length === 0
              ? nothing
              : html`<section><h3>${t.fresh}</h3><ul class="offer-fresh">${fresh.map(
                  (one) => html`<li>
            <button type="button" data-fresh=${one.key} ?disabled=${starting} @click=${() => void this.start(one.request)}>${mark(one.variant)} ${one.variant.title}${one.text ? html`, ${one.text}` : nothing}</button></li>`,
                )}</ul>
            <p class="panel-note" role="status">${starting ? t.starting : nothing}</p></section>`
          }
          <section><h3>${t.earlier}</h3>${
            earlier === null
              ? nothing
              : earlier.length === 0
                ? html`<p class="panel-note">${t.noEarlier}</p>`
                : html`<ul class="offer-earlier">${earlier.map((other) => this.link(other))}</ul>`
          }</section>
        </div>`,
      this.host,
    );
  }

  private link(other: Run): TemplateResult {
    const variant = this.scenario?.variants.find(({ id }) => id === other.variant);
    const mode = other.mode === 'controlled' ? 'controlled' : 'live';
    return html`<li>${variant ? mark(variant) : nothing}<a href=${this.addressOf(this.run!.id, other.id)} data-run=${other.id}>${variant?.title ?? other.variant}</a>
      <span class="tag tag-${mode}">${words.mode[mode].name}</span>
      <small>${[other.outcome ? summaryOf(other.outcome) : words.status[other.status], other.seed === null ? '' : t.seed(String(other.seed))].filter(Boolean).join(' · ')}</small></li>`;
  }

  private async start(request: RunRequest): Promise<void> {
    this.starting = true;
    this.problem = null;
    this.update();
    try {
      const { id } = await this.api.startRun(request);
      location.assign(this.addressOf(this.run!.id, id));
    } catch (reason) {
      this.problem = Problem.of(reason);
    }
    this.starting = false;
    this.update();
  }
}

/** The other variants with everything else as it was; the same with another seed; the same in the other mode. */
function freshOf(run: Run, { variants, modes }: Scenario): Fresh[] {
  const own = variants.find(({ id }) => id === run.variant);
  const { scenario, parameters, mode } = run;
  const seed = Number(run.seed ?? NaN);
  const sown = Number.isSafeInteger(seed) ? { seed } : {};
  const controlled = mode === 'controlled';
  // A schedule is of one program only: the others are given to chance.
  const chosen =
    controlled && run.strategy && run.strategy !== 'replay'
      ? { strategy: run.strategy, ...(run.depth == null ? {} : { depth: run.depth }) }
      : {};
  const how = controlled ? { mode, memory: run.memory ?? 'sc', ...chosen } : modes.length > 1 ? { mode } : {};
  const fresh = variants
    .filter((variant) => variant !== own)
    .map((variant) => ({
      key: variant.id,
      variant,
      text: '',
      request: { scenario, variant: variant.id, parameters, ...how, ...sown },
    }));
  if (!own) return fresh;
  const same = { scenario, variant: own.id, parameters };
  const other = controlled ? 'live' : 'controlled';
  return [
    ...fresh,
    {
      key: 'again',
      variant: own,
      text: run.seed === null ? t.again : t.freshOther(String(run.seed)),
      request: { ...same, ...how },
    },
    ...(modes.includes(other)
      ? [{ key: other, variant: own, text: t.mode[other], request: { ...same, mode: other, ...sown } }]
      : []),
  ];
}

const mark = ({ correct }: Variant) =>
  correct === null
    ? nothing
    : html`<span class="mark" data-correct=${correct} aria-hidden="true">${correct ? '✓' : '✗'}</span>`;
