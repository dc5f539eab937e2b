import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import { readAddress } from './address.ts';
import { Bench } from './bench.ts';
import { pageData, variantOf } from './page-data.ts';

const data = pageData();
const bench = new Bench();
bench.panels.showSources(variantOf(data).sources);

if (data.run) {
  await bench.session.show(data.run);
  const { viewport, playhead, selection, tab } = readAddress(new URLSearchParams(location.search));
  if (selection) bench.view.select(selection);
  if (playhead !== null && playhead <= (bench.view.recording?.trace.count ?? 0)) bench.view.standAt(playhead);
  if (viewport) bench.view.look(viewport);
  if (tab) bench.panels.open(tab);
}
