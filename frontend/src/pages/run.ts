import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import './language-link.ts';
import './paper.css';
import { Accounted } from './accounted.ts';
import { readAddress } from './address.ts';
import { Bench } from './bench.ts';
import { offerLink } from './copy-link.ts';
import { byId, pageData, variantOf } from './page-data.ts';
import { goToPlace, placeOn } from './place.ts';
import { Remembered } from './remember.ts';

const data = pageData();
const bench = new Bench();
const variant = variantOf(data);
bench.titles = () => ({ scenario: data.scenario.title, variant: variant.title });
bench.panels.showSources(variant.sources);

const accounted = new Accounted(bench, []);
bench.onChange(() => accounted.update());
if (data.run) {
  await bench.session.show(data.run);
  const address = readAddress(new URLSearchParams(location.search));
  goToPlace(bench, address);
  // The path says which run it is.
  const remembered = new Remembered(bench, () => ({ ...address, ...placeOn(bench) }));
  offerLink(byId('controls').querySelector('.link-controls')!, () => remembered.now());
}
