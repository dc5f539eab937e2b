import { html, nothing, render, type TemplateResult } from 'lit';
import { language } from '../base/language.ts';
import { words } from '../base/words.ts';
import type { Account, Question } from '../model/scenario.ts';

const t = words.predictions;

/** What a person said, and whether that is all that they have to say. */
interface Said {
  readonly value: string;
  readonly done: boolean;
}

const NOTHING: Said = { value: '', done: false };

/** The questions of a scenario, asked before a run and checked against its trace; and what happened in it. */
export class Predictions {
  private readonly host: HTMLElement;
  private readonly questions: readonly Question[];
  private readonly show: (event: number) => void;
  private said: ReadonlyMap<string, Said> = new Map();
  private account: Account | null = null;

  /** `show` shows an event of the run. */
  constructor(host: HTMLElement, questions: readonly Question[], show: (event: number) => void) {
    this.host = host;
    this.questions = questions;
    this.show = show;
    // What the server wrote there holds the place.
    host.replaceChildren();
    this.update();
  }

  /** The same is run once more: what was said of the last run is not said of this one. */
  begin(): void {
    if (this.account) this.forget();
  }

  /** Nothing was said yet, and nothing was run. */
  forget(): void {
    this.said = new Map();
    this.account = null;
    this.update();
  }

  /** The run is over. */
  tell(account: Account): void {
    this.account = account;
    this.update();
  }

  private say(id: string, said: Said): void {
    this.said = new Map(this.said).set(id, said);
    this.update();
  }

  private update(): void {
    const { account, questions } = this;
    const open = questions.some(({ id }) => !this.of(id).done);
    render(
      html`${questions.length === 0 ? nothing : html`<h2>${account && !open ? t.checked : t.title}</h2>${questions.map((question) => this.question(question))}`}
        ${this.happened(account, !open)}`,
      this.host,
    );
  }

  /** It has its place before anything happened, so that nothing on the page moves when it is told. */
  private happened(account: Account | null, open: boolean): TemplateResult {
    return html`<details class="happened" ?open=${account !== null && open}>
      <summary>${t.happened}</summary>
      ${
        account
          ? html`<ul>${account.happened.map(({ text, texts, event }) => html`<li>${texts[language] ?? text} ${this.link(event)}</li>`)}</ul>`
          : html`<p class="panel-note">${t.later}</p>`
      }
    </details>`;
  }

  private of(id: string): Said {
    return this.said.get(id) ?? NOTHING;
  }

  private link(event: number): TemplateResult | typeof nothing {
    return event === 0
      ? nothing
      : html`<button type="button" class="link" @click=${() => this.show(event)}>${t.show}</button>`;
  }

  private question(question: Question): TemplateResult {
    const { id, title } = question;
    const said = this.of(id);
    return html`<form class="question" data-question=${id} novalidate @submit=${(event: Event) => {
      event.preventDefault();
      if (said.value !== '') this.say(id, { value: said.value, done: true });
    }}>
      <fieldset>
        <legend>${title}</legend>
        ${said.done ? this.answered(question, said) : this.asked(question, said)}
      </fieldset>
    </form>`;
  }

  private asked({ id, title, choices, choiceTitles }: Question, said: Said): TemplateResult {
    return html`
      ${
        choices
          ? choices.map(
              (choice) =>
                html`<label class="choice"><input type="radio" name=${`answer-${id}`} .checked=${said.value === choice} @change=${() => this.say(id, { value: choice, done: false })}> ${choiceTitles?.[choice] ?? choice}</label>`,
            )
          : html`<input type="number" inputmode="numeric" step="1" aria-label=${title} .value=${said.value} @input=${(event: Event) => this.say(id, { value: (event.target as HTMLInputElement).value, done: false })}>`
      }
      <span class="question-actions">
        <button type="submit" class="secondary" ?disabled=${said.value === ''}>${t.answer}</button>
        <button type="button" class="quiet" @click=${() => this.say(id, { value: '', done: true })}>${t.skip}</button>
      </span>`;
  }

  private agree({ choices }: Question, said: string, right: string): boolean {
    return choices ? said === right : Number(said) === Number(right);
  }

  private answered(question: Question, { value }: Said): TemplateResult {
    const name = (answer: string) => question.choiceTitles?.[answer] ?? answer;
    if (!this.account) return html`<p class="said">${value === '' ? t.skipped : t.said(name(value))}</p>`;
    const right = this.account.answers[question.id];
    if (!right) return html`<p class="said">${t.never}</p>`;
    const verdict = value === '' ? 'none' : this.agree(question, value, right.value) ? 'right' : 'wrong';
    return html`<p class="said" data-verdict=${verdict} role="status">${verdict === 'none' ? t.was(name(right.value)) : verdict === 'right' ? t.right(name(value)) : t.wrong(name(value), name(right.value))} ${this.link(right.event)}</p>
      <p class="explanation">${question.text}</p>`;
  }
}
