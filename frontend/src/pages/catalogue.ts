import '../base/tokens.css';
import './page.css';
import './catalogue.css';
import './language-link.ts';
import { offerSearch } from './sift.ts';

offerSearch();
