import type { Problem } from '../model/api.ts';
import type { ParameterValue } from '../model/format.ts';
import type { Parameter } from '../model/scenario.ts';
import { parameterValue } from './address.ts';

/** The parameter form that the server rendered: a field `p.NAME` for each, a slider beside each number. */
export class ParameterForm {
  private readonly form: HTMLFormElement;
  private readonly parameters: readonly Parameter[];
  /** What Reset sets, and what the URL need not say. */
  private usual: Readonly<Record<string, ParameterValue>>;

  constructor(form: HTMLFormElement, parameters: readonly Parameter[], changed: () => void) {
    this.form = form;
    this.parameters = parameters;
    this.usual = this.defaults;
    for (const slider of form.querySelectorAll<HTMLInputElement>('input[data-slider-for]')) {
      const field = this.field(slider.dataset.sliderFor!) as HTMLInputElement;
      slider.addEventListener('input', () => {
        field.value = slider.value;
      });
      field.addEventListener('input', () => {
        slider.value = field.value;
      });
    }
    form.addEventListener('input', () => {
      this.showProblem(null);
      changed();
    });
    form.querySelector('[data-reset]')?.addEventListener('click', () => {
      this.set(this.usual);
      changed();
    });
  }

  private get defaults(): Record<string, ParameterValue> {
    return Object.fromEntries(this.parameters.map((p) => [p.name, p.default]));
  }

  /** Other values than the defaults are the usual ones from now on; they are filled in unless a person has changed any. */
  suggest(values: Readonly<Record<string, ParameterValue>>): void {
    const untouched = Object.keys(this.changes()).length === 0;
    this.usual = { ...this.defaults, ...values };
    if (untouched) this.set(this.usual);
  }

  values(): Record<string, ParameterValue> {
    return Object.fromEntries(this.parameters.map((p) => [p.name, parameterValue(p.type, this.text(p.name))]));
  }

  /** The values that are not the usual ones, as text for the URL. */
  changes(): Record<string, string> {
    return Object.fromEntries(
      this.parameters
        .filter((p) => this.text(p.name) !== String(this.usual[p.name]))
        .map((p) => [p.name, this.text(p.name)]),
    );
  }

  set(values: Readonly<Record<string, ParameterValue>>): void {
    for (const [name, value] of Object.entries(values)) {
      const field = this.field(name);
      if (!field) continue;
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = String(value) === 'true';
      else field.value = String(value);
      const slider = this.form.querySelector<HTMLInputElement>(`input[data-slider-for="${CSS.escape(name)}"]`);
      if (slider) slider.value = String(value);
    }
  }

  get seed(): number | null {
    const text = this.control('seed')?.value.trim() ?? '';
    return text === '' ? null : Number(text);
  }

  setSeed(seed: string | null): void {
    const field = this.control('seed');
    if (field && seed !== null) field.value = seed;
  }

  /** Puts a problem beside its field; false if no field here has that name. */
  showProblem(problem: Problem | null): boolean {
    for (const error of this.form.querySelectorAll<HTMLElement>('.field-error')) {
      error.hidden = true;
      error.textContent = '';
    }
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    const name = problem?.field?.replace(/^parameters\./, '');
    const error = name ? this.form.querySelector<HTMLElement>(`.field-error[data-for="${CSS.escape(name)}"]`) : null;
    if (!error || !problem || !name) return false;
    error.textContent = problem.message;
    error.hidden = false;
    const field = this.field(name) ?? this.control(name);
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
    return true;
  }

  private text(name: string): string {
    const field = this.field(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return String(field.checked);
    return field?.value ?? '';
  }

  private field(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.control(`p.${name}`);
  }

  private control(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.form.querySelector(`[name="${CSS.escape(name)}"]`);
  }
}
