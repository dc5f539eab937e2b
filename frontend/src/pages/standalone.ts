import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import './paper.css';
import './standalone.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import type { Run } from '../model/format.ts';
import { readAddress } from './address.ts';
import { Bench } from './bench.ts';
import type { Titles } from './exports.ts';
import { byId, pageApi } from './page-data.ts';
import { goToPlace } from './place.ts';
import { type StandaloneData, unsqueeze } from './shell.ts';

const t = words.exporting.standalone;

/** What the run is of, for whoever has nothing but this file. */
function about(run: Run, titles: Titles, { origin, scenario }: StandaloneData): TemplateResult {
  const fact = (name: string, value: unknown) =>
    value === null || value === undefined || value === ''
      ? nothing
      : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<h1>${titles.scenario || t.title}</h1>
    ${scenario ? html`<p class="summary">${scenario.summary}</p>` : nothing}
    <dl class="facts">
      ${fact(t.variant, titles.variant)}
      ${fact(t.mode, run.mode === 'controlled' ? words.mode.controlled.name : words.mode.live.name)}
      ${Object.entries(run.parameters ?? {}).map(([name, value]) => fact(scenario?.parameters.find((p) => p.name === name)?.title ?? name, String(value)))}
      ${fact(t.seed, run.seed)}
      ${fact(t.recorded, run.created && new Date(run.created).toLocaleString(document.documentElement.lang))}
      ${fact(t.from, origin && html`<a href=${origin} rel="noreferrer">${origin}</a>`)}
    </dl>
    ${
      scenario
        ? html`<section class="goal"><h2>${t.goal}</h2><p>${scenario.goal}</p></section>
        <section class="look-for"><h2>${t.lookFor}</h2><ul>${scenario.lookFor.map((line) => html`<li>${line}</li>`)}</ul></section>`
        : nothing
    }`;
}

/** The same as the page of a run, but all that it shows is in it. */
async function show(): Promise<void> {
  const data = JSON.parse(byId('page-data').textContent) as StandaloneData;
  const variant = data.scenario?.variants.find(({ id }) => id === data.variant);
  const bench = new Bench({ shell: false, origin: data.origin, api: pageApi(null) });
  bench.panels.showSources(variant?.sources ?? []);
  const run = await bench.session.open(await unsqueeze(byId('trace').textContent.trim()));
  if (!run) return;
  const titles = data.titles ?? {
    scenario: data.scenario?.title ?? run.scenario,
    variant: variant?.title ?? run.variant,
  };
  bench.titles = () => titles;
  document.title = [titles.scenario, titles.variant, 'Interleave'].filter(Boolean).join(' · ');
  render(about(run, titles, data), byId('about'));
  const address = readAddress(new URLSearchParams(location.search));
  goToPlace(bench, address);
}

show().catch((reason: unknown) => {
  render(
    html`<h1>${t.title}</h1><p class="problem" role="alert"><strong>${t.broken}</strong> ${t.old} ${String(reason)}</p>`,
    byId('about'),
  );
});
