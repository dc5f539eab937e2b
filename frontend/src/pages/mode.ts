import { words } from '../base/words.ts';
import type { RunRequest } from '../model/api.ts';
import { METHODS, type Method } from '../model/exploration.ts';
import { MEMORIES, type Memory, STRATEGIES, type Strategy } from '../model/format.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Address } from './address.ts';
import type { ParameterForm } from './form.ts';
import { byId } from './page-data.ts';

const DEPTH = 3;

/** Live or controlled, and of controlled runs who chooses, over which memory. The fields are the server's; here is what they do to each other. */
export class ModeForm {
  private readonly scenario: Scenario;
  private readonly parameters: ParameterForm;

  constructor(scenario: Scenario, parameters: ParameterForm, changed: () => void) {
    this.scenario = scenario;
    this.parameters = parameters;
    for (const radio of this.radios) {
      radio.addEventListener('change', () => {
        this.apply();
        changed();
      });
    }
    byId('scheduling').addEventListener('input', () => {
      this.update();
      changed();
    });
    this.update();
  }

  /** Whether there is anything to choose. */
  get both(): boolean {
    return this.scenario.modes.length > 1;
  }

  get controlled(): boolean {
    return this.mode === 'controlled';
  }

  get mode(): string {
    return [...this.radios].find((radio) => radio.checked)?.value ?? this.scenario.modes[0] ?? 'live';
  }

  get strategy(): Strategy | 'replay' {
    return this.select('strategy').value as Strategy | 'replay';
  }

  get depth(): number {
    return Number(this.depthField.value) || DEPTH;
  }

  get memory(): Memory {
    return this.select('memory').value as Memory;
  }

  get method(): Method {
    return this.select('method').value as Method;
  }

  /** The schedule that a replay is of. */
  get schedule(): string {
    return byId<HTMLInputElement>('schedule').value.trim();
  }

  /** What a request for a run has beside scenario and parameters. */
  request(): Partial<RunRequest> {
    const { mode, strategy, depth, memory, schedule } = this;
    if (mode !== 'controlled') return this.both ? { mode } : {};
    if (strategy === 'replay') return { mode, memory, schedule };
    return { mode, memory, strategy, ...(strategy === 'pct' ? { depth } : {}) };
  }

  /** The same for the URL, without what is usual. */
  get address(): Pick<Address, 'mode' | 'strategy' | 'depth' | 'memory' | 'method'> {
    const { strategy, depth, memory, method } = this;
    if (!this.controlled)
      return { mode: this.both ? this.mode : null, strategy: null, depth: null, memory: null, method: null };
    return {
      mode: 'controlled',
      strategy: strategy === STRATEGIES[0] ? null : strategy,
      depth: strategy === 'pct' && depth !== DEPTH ? String(depth) : null,
      memory: memory === (this.scenario.memory ?? MEMORIES[0]) ? null : memory,
      method: method === METHODS[0] ? null : method,
    };
  }

  set({
    mode,
    strategy,
    depth,
    memory,
    method,
    schedule,
  }: Partial<Pick<Address, 'mode' | 'strategy' | 'depth' | 'memory' | 'method' | 'schedule'>>): void {
    const radio = [...this.radios].find(({ value }) => value === mode);
    if (radio) radio.checked = true;
    if (strategy) this.select('strategy').value = strategy;
    if (depth) this.depthField.value = depth;
    if (memory) this.select('memory').value = memory;
    if (method) this.select('method').value = method;
    if (schedule) byId<HTMLInputElement>('schedule').value = schedule;
    this.apply();
  }

  private apply(): void {
    this.parameters.suggest(this.controlled ? (this.scenario.small ?? {}) : {});
    this.update();
  }

  private update(): void {
    const { controlled, strategy, memory } = this;
    byId('scheduling').hidden = !controlled;
    byId('controlled-actions').hidden = !controlled;
    byId('depth-field').hidden = strategy !== 'pct';
    byId('schedule-field').hidden = strategy !== 'replay';
    byId('seed-field').hidden = controlled && strategy === 'replay';
    const { name, text } = words.mode[controlled ? 'controlled' : 'live'];
    const line = byId('mode-text');
    const tag = line.querySelector('.tag')!;
    line.dataset.mode = this.mode;
    tag.className = `tag tag-${this.mode}`;
    tag.textContent = name;
    line.querySelector('.mode-sentence')!.textContent = text;
    const modelled = byId('memory-text');
    modelled.hidden = !controlled || memory !== 'java';
    for (const note of document.querySelectorAll<HTMLElement>('[data-in-mode]'))
      note.hidden = note.dataset.inMode !== this.mode;
  }

  private get radios(): NodeListOf<HTMLInputElement> {
    return document.querySelectorAll<HTMLInputElement>('#mode input');
  }

  private get depthField(): HTMLInputElement {
    return byId<HTMLInputElement>('depth');
  }

  private select(id: string): HTMLSelectElement {
    return byId<HTMLSelectElement>(id);
  }
}
