import '../base/tokens.css';
import './page.css';
import './guide.css';
