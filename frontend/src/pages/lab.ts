import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import './controlled.css';
import './compare.css';
import './language-link.ts';
import './paper.css';
import { words } from '../base/words.ts';
import { isOver } from '../model/format.ts';
import type { Variant } from '../model/scenario.ts';
import { Accounted } from './accounted.ts';
import { type Address, languageHere, readAddress } from './address.ts';
import { Bench } from './bench.ts';
import { Controlled } from './controlled.ts';
import { offerLink } from './copy-link.ts';
import { ParameterForm } from './form.ts';
import { ModeForm } from './mode.ts';
import { Offer } from './offer.ts';
import { byId, pageData, variantOf } from './page-data.ts';
import { goToPlace, placeOn } from './place.ts';
import { Remembered } from './remember.ts';

const data = pageData();
const { scenario } = data;
const address = readAddress(new URLSearchParams(location.search));
let variant: Variant = variantOf(data);

const button = byId<HTMLButtonElement>('run-button');
const bench = new Bench();
bench.titles = () => ({ scenario: scenario.title, variant: variant.title });
const form = new ParameterForm(byId<HTMLFormElement>('parameters'), scenario.parameters, () => remember());
const mode = new ModeForm(scenario, form, () => modeChanged());
const controlled = new Controlled({
  bench,
  form,
  mode,
  subject: () => ({ scenario: scenario.id, variant: variant.id, parameters: form.values() }),
  changed: () => remember(),
});

const compare = byId<HTMLDetailsElement>('compare');
const offer = new Offer(
  byId('compare-offer'),
  bench.api,
  (run, other) => `/compare?${new URLSearchParams({ ...languageHere(), a: run, b: other })}`,
);

const accounted = new Accounted(bench, scenario.questions);

/** What a run can be compared with is asked for when a person wants to know. */
function offerToCompare(): void {
  const { run, busy } = bench.session;
  const comparable = run !== null && !busy && isOver(run) && !controlled.seat.open;
  byId('compare-none').hidden = comparable;
  byId('compare-offer').hidden = !comparable;
  if (comparable && compare.open) void offer.show(run, scenario);
}

const onTheWay = () => bench.session.starting || controlled.seat.pending === 'open';

const addressNow = (): Address | null =>
  onTheWay()
    ? null
    : {
        lang: address.lang,
        variant: variant.id,
        ...mode.address,
        ...controlled.address,
        run: controlled.seat.open ? null : (bench.session.run?.id ?? null),
        parameters: form.changes(),
        ...placeOn(bench),
      };

/** Nothing is remembered before the page stands as its URL said. */
let remembered: Remembered | null = null;
const remember = () => remembered?.changed();

function changed(): void {
  const { session } = bench;
  button.dataset.action = session.busy ? 'stop' : 'run';
  button.textContent = session.busy ? words.stop : words.run;
  button.disabled = session.starting;
  controlled.update();
  offerToCompare();
  accounted.update();
  remember();
  if (!session.problem || form.showProblem(session.problem)) return;
}

function modeChanged(): void {
  controlled.update();
  remember();
}

/** Shows a variant; in its code, in what it differs from the one before. */
function choose(next: Variant, before: Variant | null = null): void {
  variant = next;
  for (const link of document.querySelectorAll<HTMLElement>('[data-variant]')) {
    if (link.dataset.variant === next.id) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  byId('variant-text').textContent = next.text;
  byId('find').hidden = next.correct !== false || !scenario.modes.includes('controlled');
  const others = scenario.variants.filter(({ id }) => id !== next.id);
  bench.panels.showSources(
    next.sources,
    others.map(({ id, title, correct, sources }) => ({
      id,
      name: correct === null ? title : `${correct ? '✓' : '✗'} ${title}`,
      sources,
    })),
    before?.id,
  );
}

async function press(): Promise<void> {
  if (bench.session.busy) {
    await bench.session.stop();
    return;
  }
  form.showProblem(null);
  await controlled.run({
    scenario: scenario.id,
    variant: variant.id,
    ...mode.request(),
    ...(form.seed === null ? {} : { seed: form.seed }),
    parameters: form.values(),
  });
}

async function reopen(): Promise<void> {
  const { run } = data;
  mode.set({ ...address, mode: address.mode ?? run?.mode ?? null, memory: address.memory ?? run?.memory ?? null });
  form.set(address.parameters);
  form.setSeed(address.seed);
  if (address.tab) bench.panels.open(address.tab);
  if (run && !address.play) {
    form.set(run.parameters);
    await bench.session.show(run);
  } else if (address.run !== null && !address.play) {
    bench.session.miss();
  }
  await controlled.reopen(address, run);
  goToPlace(bench, address);
}

choose(variant);
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-variant]')) {
  link.addEventListener('click', (event) => {
    const next = scenario.variants.find((v) => v.id === link.dataset.variant);
    if (!next || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (bench.session.busy) void bench.session.stop();
    bench.session.forget();
    controlled.forget();
    accounted.forget();
    choose(next, next === variant ? null : variant);
    changed();
  });
}
button.addEventListener('click', () => void press());
byId('parameters').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!bench.session.busy) void press();
});
compare.addEventListener('toggle', offerToCompare);
bench.onChange(changed);
await reopen();
const kept = new Remembered(bench, addressNow);
remembered = kept;
offerLink(byId('controls').querySelector('.link-controls')!, () => kept.now());
