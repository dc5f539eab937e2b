import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './embed.css';
import './paper.css';
import { words } from '../base/words.ts';
import { languageHere } from './address.ts';
import { Bench } from './bench.ts';
import { byId, pageApi, pageData, variantOf } from './page-data.ts';

/** In a frame there may be neither storage nor an origin: nothing here asks for either. */
const data = pageData();
const variant = variantOf(data);
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

// Somebody else's page offers no files, unless it asks to.
byId('export').hidden = query.get('export') !== '1';
const button = byId<HTMLButtonElement>('run-button');
const bench = new Bench({ api: pageApi(data.ticket ?? null) });
bench.titles = () => ({ scenario: data.scenario.title, variant: variant.title });
bench.panels.showSources(variant.sources);
bench.session.pauseWhenHidden();

function changed(): void {
  const { session } = bench;
  button.dataset.action = session.busy ? 'stop' : 'run';
  button.textContent = session.busy ? words.stop : words.runLive;
  button.disabled = session.starting;
  if (session.run)
    byId<HTMLAnchorElement>('lab-link').href = new URL(
      `/scenarios/${data.scenario.id}?${new URLSearchParams({ ...languageHere(), variant: variant.id, run: session.run.id })}`,
      document.baseURI,
    ).href;
}

button.addEventListener('click', () => {
  const { session } = bench;
  // The reader's run has the recorded run's parameters: the same, once more, live.
  if (session.busy) void session.stop();
  else
    void session.start({
      scenario: data.scenario.id,
      variant: variant.id,
      ...(data.run ? { parameters: data.run.parameters } : {}),
    });
});
bench.onChange(changed);

/** Course platforms that listen make the frame as tall as its content; the others are not waited for. */
let told = 0;
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === told || parent === window) return;
  told = height;
  parent.postMessage({ subject: 'lti.frameResize', height }, '*');
}).observe(document.documentElement);

if (data.run) await bench.session.show(data.run);
