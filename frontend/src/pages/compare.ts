import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './controlled.css';
import './compare.css';
import './language-link.ts';
import { html, nothing, render } from 'lit';
import { formatCount } from '../base/format.ts';
import { atMostEvery } from '../base/frame.ts';
import { words } from '../base/words.ts';
import { Alignment } from '../model/align.ts';
import { compare } from '../model/compare.ts';
import type { Run } from '../model/format.ts';
import type { Scenario } from '../model/scenario.ts';
import { differences } from '../panels/differences.ts';
import { verdict } from '../panels/verdict.ts';
import { listenToKeys } from '../timeline/keys.ts';
import { languageHere } from './address.ts';
import { type CompareAddress, readCompareAddress, writeCompareAddress } from './compare-address.ts';
import { Compared } from './compared.ts';
import { legend } from './controls.ts';
import { Explained } from './explained.ts';
import { inStep } from './in-step.ts';
import { type By, Linked, otherOf, SIDES, type SideKey } from './linked.ts';
import { Offer } from './offer.ts';
import { browserApi, byId } from './page-data.ts';
import { goToSpot } from './place.ts';

interface Side {
  readonly run: Run;
  readonly scenario: Scenario | null;
}

const t = words.compare;
const data = JSON.parse(byId('page-data').textContent!) as Readonly<Record<SideKey, Side | null>>;
const api = browserApi();
const ids = { a: data.a?.run.id ?? null, b: data.b?.run.id ?? null };

/** The one run that the address names, and what it can be compared with. */
async function showOne(side: SideKey, { run, scenario }: Side): Promise<void> {
  const shown = new Compared(side, api, changed);
  const offer = new Offer(
    byId('compare-offer'),
    api,
    (own, other) =>
      `/compare?${new URLSearchParams({ ...languageHere(), ...(side === 'a' ? { a: own, b: other } : { a: other, b: own }) })}`,
  );
  listenToKeys({
    view: shown.view,
    player: shown.player,
    scrollLanes: (px) => shown.timeline.scrollBy(px),
    search: () => shown.controls.focusFind(),
    lanes: () => shown.timeline.focusLanes(),
    help: () => shown.controls.help(),
  });
  shown.view.watch(atMostEvery(50, () => shown.controls.update()));
  void offer.show(run, scenario);
  await shown.session.show(run);
  shown.controls.update();

  function changed(): void {
    render(legend(run.mode === 'controlled'), byId('legend'));
  }
}

/** Both, one above the other, and in what they differ. */
async function showBoth(runs: Readonly<Record<SideKey, Side>>): Promise<void> {
  const sides = { a: new Compared('a', api, changed), b: new Compared('b', api, changed) };
  const linked = new Linked({ a: sides.a.view, b: sides.b.view });
  const lead = (side: SideKey) => {
    if (linked.lead === side) return;
    sides[linked.lead].player.pause();
    linked.lead = side;
    sides[side].controls.update();
    explained?.update();
    remember();
  };
  for (const side of SIDES) {
    // Before the picture itself hears of it: whoever moves a run leads.
    for (const type of ['pointerdown', 'wheel', 'focusin'])
      byId(`run-${side}`).addEventListener(type, () => lead(side), { capture: true, passive: true });
  }
  listenToKeys({
    get view() {
      return sides[linked.lead].view;
    },
    get player() {
      return sides[linked.lead].player;
    },
    scrollLanes: (px) => sides[linked.lead].timeline.scrollBy(px),
    search: () => sides[linked.lead].controls.focusFind(),
    lanes: () => sides[linked.lead].timeline.focusLanes(),
    help: () => sides[linked.lead].controls.help(),
  });

  const updateControls = atMostEvery(50, () => sides[linked.lead].controls.update());
  const remember = inStep(() => {
    const url = here();
    // Nothing is remembered before the page stands as its address said.
    if (!explained || url === location.search) return false;
    history.replaceState(null, '', url);
    return true;
  });
  let compared = '';
  let alignment: Alignment | null = null;
  let explained: Explained | null = null;

  function here(): string {
    const { view } = sides[linked.lead];
    const tab = explained?.tab() ?? 'selection';
    return `?${writeCompareAddress(ids, {
      lang: languageHere().lang ?? null,
      by: linked.by,
      lead: linked.lead,
      critical: view.marks.criticalPath,
      viewport: view.follow === 'off' ? view.viewport : null,
      playhead: view.playhead,
      selection: view.selection,
      finding: view.marks.finding && view.recording ? view.recording.findings.indexOf(view.marks.finding) + 1 : null,
      tab: tab === 'selection' ? null : tab,
    })}`;
  }

  function goTo(address: CompareAddress): void {
    lead(address.lead);
    linked.by = address.by;
    const { view } = sides[address.lead];
    goToSpot(view, { ...address, range: null, follow: null, time: null });
    // What was marked brings its own panel to the front, unless the address names another.
    if (address.tab) explained?.open(address.tab);
    showAlignment();
  }

  /** A step that the back button takes back. */
  function align(by: By): void {
    history.replaceState(null, '', here());
    linked.by = by;
    history.pushState(null, '', here());
    showAlignment();
  }

  function changed(): void {
    const [a, b] = [sides.a.view.recording, sides.b.view.recording];
    render(legend([a, b].some((recording) => recording?.moves)), byId('legend'));
    const going = SIDES.find((side) => !sides[side].over);
    const broken = SIDES.some((side) => sides[side].session.problem);
    if (!a || !b || broken) return;
    if (going) {
      render(html`<p class="lead">${t.notOver(t.name[going])}</p>`, byId('headline'));
      return;
    }
    const state = `${a.trace.count} ${b.trace.count} ${a.findings.length} ${b.findings.length}`;
    if (state === compared) return;
    compared = state;
    const comparison = compare(a, b);
    const [first, ...more] = verdict(a, b, comparison);
    render(
      html`<p class="lead">${first}</p><ul>${more.map((sentence) => html`<li>${sentence}</li>`)}<li><a href="#differences">${t.explained.figures}</a></li></ul>`,
      byId('headline'),
    );
    byId('differences').replaceChildren();
    render(differences(a, b, comparison), byId('differences'));
    alignment = new Alignment(a, b);
    linked.align(alignment);
    showAlignment();
  }

  function showAlignment(): void {
    const choice = (
      by: By,
      text: string,
    ) => html`<label><input type="radio" name="by" value=${by} .checked=${linked.by === by} ?disabled=${by === 'clock' && !linked.sameClock}
      @change=${() => align(by)}><span>${text}</span></label>`;
    const matched = alignment?.count ?? 0;
    render(
      html`<fieldset class="segmented"><legend class="visually-hidden">${t.alignment.legend}</legend>${choice('clock', t.alignment.clock)}${choice('event', t.alignment.event)}</fieldset>
        <p class="mode">${linked.sameClock ? nothing : t.alignment.forced} ${linked.by === 'clock' ? t.alignment.clockText : t.alignment.eventText}
          ${linked.by === 'event' && alignment ? t.alignment.matched(matched, formatCount(matched)) : nothing}</p>`,
      byId('alignment'),
    );
  }

  await Promise.all(SIDES.map((side) => sides[side].session.show(runs[side].run)));
  const address = readCompareAddress(new URLSearchParams(location.search));
  const [a, b] = SIDES.map((side) => sides[side].view.recording);
  if (a && b) {
    // Until a person moves one of them, the longer one leads: played, it goes through both.
    const longer = linked.sameClock && b.endNs > a.endNs ? 'b' : 'a';
    const placed = [address.viewport, address.playhead, address.selection, address.finding].some(
      (place) => place !== null,
    );
    explained = new Explained(
      byId('explained'),
      { a: { compared: sides.a, scenario: runs.a.scenario }, b: { compared: sides.b, scenario: runs.b.scenario } },
      linked,
      lead,
      remember,
    );
    goTo(placed ? address : { ...address, lead: longer });
    addEventListener('popstate', () => goTo(readCompareAddress(new URLSearchParams(location.search))));
  }
  sides[linked.lead].controls.update();
  for (const side of SIDES) {
    sides[side].view.watch(updateControls);
    sides[side].view.watch(remember);
  }
}

const only = SIDES.find((side) => data[side] && !data[otherOf(side)]);
if (data.a && data.b) await showBoth({ a: data.a, b: data.b });
else if (only) await showOne(only, data[only]!);
