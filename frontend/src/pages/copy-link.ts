import { html, render } from 'lit';
import { words } from '../base/words.ts';

const t = words.link;
const SAID_MS = 2_000;

/** A button that copies the address of what is on screen, as it is at that moment. */
export function offerLink(host: HTMLElement, address: () => string): void {
  let said: string = t.copy;
  const show = () =>
    render(
      html`<button type="button" class="icon" id="copy-link" title=${t.title} @click=${press}>${said}</button><span class="visually-hidden" role="status">${said === t.copy ? '' : said}</span>`,
      host,
    );
  const press = async () => {
    said = (await copied(address())) ? t.copied : t.failed;
    show();
    setTimeout(() => {
      said = t.copy;
      show();
    }, SAID_MS);
  };
  show();
}

/** Where there is no clipboard, as on a page that came without encryption, there is still the address bar. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
