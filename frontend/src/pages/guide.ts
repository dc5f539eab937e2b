import '../base/tokens.css';
import './page.css';
import './guide.css';
import './language-link.ts';
