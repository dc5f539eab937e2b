import '../base/tokens.css';
import './page.css';
import './hero.css';
import './catalogue.css';
import './language-link.ts';
import { offerSearch } from './sift.ts';

offerSearch();
