import '../base/tokens.css';
import './page.css';
import './hero.css';
import './topics.css';
import './language-link.ts';
import { words } from '../base/words.ts';
import { offerSearch } from './sift.ts';

for (const tag of document.querySelectorAll<HTMLElement>('[data-finding]')) {
  const name = words.finding.types[tag.dataset.finding!]?.title;
  if (name) tag.textContent = name;
}
offerSearch();
