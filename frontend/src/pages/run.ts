import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import './paper.css';
import { readAddress } from './address.ts';
import { Bench } from './bench.ts';
import { pageData, variantOf } from './page-data.ts';
import { goToPlace } from './place.ts';

const data = pageData();
const bench = new Bench();
const variant = variantOf(data);
bench.titles = () => ({ scenario: data.scenario.title, variant: variant.title });
bench.panels.showSources(variant.sources);

if (data.run) {
  await bench.session.show(data.run);
  const address = readAddress(new URLSearchParams(location.search));
  goToPlace(bench.view, address);
  if (address.tab) bench.panels.open(address.tab);
}
