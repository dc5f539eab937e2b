import { html, type TemplateResult } from 'lit';

const GAP_PX = 6;
const MARGIN_PX = 8;

/** A word with its explanation, which stands beside it while one points at the word or has the keyboard on it. */
export function term(name: string, text: string): TemplateResult {
  return html`<button type="button" class="term" @mouseenter=${show} @mouseleave=${hide} @focus=${show} @blur=${hide} @click=${show} @keydown=${dismiss}
    data-text=${text}>${name}<span class="visually-hidden">: ${text}</span></button>`;
}

/** One for the page, on top of everything: inside a panel that scrolls it would be cut off. */
let tip: HTMLElement | null = null;

function show(event: Event): void {
  const word = event.currentTarget as HTMLElement;
  if (!tip?.isConnected) {
    tip = document.body.appendChild(document.createElement('div'));
    tip.className = 'term-tip';
    // The word says the same to a screen reader.
    tip.setAttribute('aria-hidden', 'true');
  }
  tip.textContent = word.dataset.text!;
  tip.hidden = false;
  const at = word.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - MARGIN_PX);
  const below = at.bottom + GAP_PX;
  const fits = below + tip.offsetHeight <= document.documentElement.clientHeight;
  tip.style.left = `${Math.max(MARGIN_PX, left)}px`;
  tip.style.top = `${fits ? below : Math.max(MARGIN_PX, at.top - GAP_PX - tip.offsetHeight)}px`;
  addEventListener('scroll', hide, { capture: true, once: true });
}

function hide(): void {
  if (tip) tip.hidden = true;
}

function dismiss(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !tip || tip.hidden) return;
  event.stopPropagation();
  hide();
}
