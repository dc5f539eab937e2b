import { html, render } from 'lit';
import { words } from '../base/words.ts';
import type { Action } from './lane-actions.ts';

/** What can be done with one lane, as a menu beside its name. */
export class LaneMenu {
  private readonly host: HTMLElement;
  private close: (() => void) | null = null;

  constructor(host: HTMLElement) {
    this.host = host;
    host.addEventListener('keydown', (event) => this.key(event));
    // Whatever else is pressed or focused ends it.
    document.addEventListener('pointerdown', (event) => {
      if (this.close && !host.contains(event.target as Node)) this.leave(false);
    });
    host.addEventListener('focusout', (event) => {
      if (this.close && !host.contains(event.relatedTarget as Node | null)) this.leave(false);
    });
  }

  /** At a place inside of what the menu stands in; `back` is where the focus returns to. */
  open(
    name: string,
    actions: readonly Action[],
    at: { x: number; y: number },
    act: (action: Action) => void,
    back: HTMLElement,
  ): void {
    const { host } = this;
    host.setAttribute('aria-label', words.lanes.menu(name));
    render(
      actions.map(
        (action) =>
          html`<button type="button" role="menuitem" tabindex="-1" data-action=${action} @click=${() => {
            this.leave(true);
            act(action);
          }}>${words.lanes[action]}</button>`,
      ),
      host,
    );
    host.hidden = false;
    this.close = () => back.focus({ preventScroll: true });
    const around = host.parentElement!;
    host.style.left = `${Math.max(4, Math.min(at.x, around.clientWidth - host.offsetWidth - 4))}px`;
    host.style.top = `${Math.max(4, Math.min(at.y, around.clientHeight - host.offsetHeight - 4))}px`;
    this.items[0]?.focus({ preventScroll: true });
  }

  private get items(): HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  private leave(focus: boolean): void {
    const { close } = this;
    this.close = null;
    this.host.hidden = true;
    if (focus) close?.();
  }

  private key(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(event.target as HTMLElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    // Keys of the timeline mean nothing here.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') this.leave(true);
    else if (to !== undefined) items[to]?.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  }
}
