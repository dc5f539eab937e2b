import { html, nothing, render, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';

/** Something to be saved. */
export interface ExportItem {
  readonly id: 'png' | 'svg' | 'html' | 'ndjson' | 'json' | 'perfetto';
  /** Makes and saves it, and says under which name. */
  readonly save: () => Promise<string>;
  readonly disabled: boolean;
}

/** Something that pictures can be, or not. */
export interface ExportOption {
  readonly id: 'allLanes' | 'twice' | 'light';
  readonly on: boolean;
  readonly toggle: () => void;
}

export interface ExportOffer {
  readonly pictures: readonly ExportItem[];
  readonly options: readonly ExportOption[];
  readonly files: readonly ExportItem[];
}

const NOTE_MS = 6_000;
const t = words.exporting;

/** A menu button: arrows, Home, End and the first letter move, Enter chooses, Escape closes. */
export class ExportMenu {
  private readonly host: HTMLElement;
  private readonly offer: () => ExportOffer;
  private open = false;
  private note = '';
  private failed = false;
  private noteTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, offer: () => ExportOffer) {
    this.host = host;
    this.offer = offer;
    document.addEventListener('pointerdown', (event) => {
      if (this.open && !host.contains(event.target as Node)) this.show(false);
    });
    // A menu is left by Tab too.
    host.addEventListener('focusout', (event) => {
      if (this.open && event.relatedTarget && !host.contains(event.relatedTarget as Node)) this.show(false);
    });
    this.update();
  }

  update(): void {
    const { pictures, options, files } = this.offer();
    const { open } = this;
    render(
      html`<button type="button" id="export-button" aria-haspopup="menu" aria-expanded=${open} aria-controls="export-menu"
          @click=${() => this.show(!open)} @keydown=${(event: KeyboardEvent) => this.keyOnButton(event)}>${t.button}<span class="export-arrow" aria-hidden="true"></span></button>
        <div id="export-menu" class="export-menu" role="menu" aria-label=${t.menu} ?hidden=${!open} @keydown=${(event: KeyboardEvent) => this.key(event)}>
          <div role="group" aria-label=${t.pictures}>
            <p class="export-head" aria-hidden="true">${t.pictures}</p>
            ${pictures.map((item) => this.item(item))}
            ${options.map(
              ({
                id,
                on,
                toggle,
              }) => html`<button type="button" role="menuitemcheckbox" tabindex="-1" data-option=${id} aria-checked=${on}
              @click=${() => {
                toggle();
                this.update();
              }}><span class="export-check" aria-hidden="true"></span>${t[id]}</button>`,
            )}
          </div>
          ${
            files.length > 0
              ? html`<div role="group" aria-label=${t.files}><p class="export-head" aria-hidden="true">${t.files}</p>${files.map((item) => this.item(item))}</div>`
              : nothing
          }
        </div>
        <p class="export-note" role="status" data-failed=${this.failed}>${this.note}</p>`,
      this.host,
    );
  }

  private item(item: ExportItem): TemplateResult {
    const { id, disabled } = item;
    return html`<button type="button" role="menuitem" tabindex="-1" data-export=${id} aria-disabled=${disabled} @click=${() => void this.choose(item)}>
      <span class="export-name">${t[id]}</span> <span class="export-text">${disabled ? t.notOver : t.text[id]}</span></button>`;
  }

  private show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.say('');
    if (open) this.items[0]?.focus();
    else if (this.host.contains(document.activeElement)) this.button.focus();
  }

  private async choose({ save, disabled }: ExportItem): Promise<void> {
    if (disabled) return;
    this.show(false);
    this.say(t.making);
    try {
      this.say(t.made(await save()));
    } catch (reason) {
      this.say(`${t.failed} ${reason instanceof Error ? reason.message : String(reason)}`, true);
    }
    this.noteTimer = setTimeout(() => this.say(''), NOTE_MS);
  }

  private say(note: string, failed = false): void {
    clearTimeout(this.noteTimer);
    this.note = note;
    this.failed = failed;
    this.update();
  }

  private keyOnButton(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    this.show(true);
    if (event.key === 'ArrowUp') this.items.at(-1)?.focus();
  }

  private key(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = (index: number) => items[(index + items.length) % items.length];
    const byLetter = () =>
      [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
        item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()),
      );
    const target =
      {
        ArrowDown: () => to(at + 1),
        ArrowUp: () => to(at - 1),
        Home: () => to(0),
        End: () => to(-1),
      }[event.key] ?? (event.key.length === 1 && event.key !== ' ' ? byLetter : undefined);
    if (event.key === 'Tab') return;
    // Keys of the menu are none of the timeline's.
    event.stopPropagation();
    if (event.key === 'Escape') this.show(false);
    if (!target) return;
    event.preventDefault();
    target()?.focus();
  }

  private get button(): HTMLElement {
    return this.host.querySelector<HTMLElement>('#export-button')!;
  }

  private get items(): HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>('#export-menu button')];
  }
}
