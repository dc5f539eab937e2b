import { words } from '../base/words.ts';
import { byId } from './page-data.ts';

/** The cards are the server's; the search only hides those that it does not mean, in whatever language it is made. */
export function offerSearch(): void {
  const search = byId<HTMLInputElement>('search');
  const none = byId('no-match');
  none.textContent = words.catalogue.none;
  search.hidden = false;
  const sift = () => {
    const needles = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const topic of document.querySelectorAll<HTMLElement>('.topic')) {
      let inTopic = 0;
      for (const card of topic.querySelectorAll<HTMLElement>('.card')) {
        const text = `${card.dataset.search} ${card.textContent}`.toLowerCase();
        card.hidden = !needles.every((n) => text.includes(n));
        if (!card.hidden) inTopic++;
      }
      topic.hidden = inTopic === 0;
      shown += inTopic;
    }
    none.hidden = shown > 0;
  };
  search.addEventListener('input', sift);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    search.focus();
  });
  sift();
}
