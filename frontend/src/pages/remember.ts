import { atMostEvery } from '../base/frame.ts';
import { type Address, readAddress, writeAddress } from './address.ts';
import type { Bench } from './bench.ts';
import { goToPlace } from './place.ts';

/**
 * Keeps the page's address in step with what is on screen, and follows it when a person goes back or forward.
 *
 * Another run or variant, another finding and another panel are steps that a person may want to go back over, so they are entries of the history; panning, zooming,
 * stepping and the like change the entry in place. Going back to another run loads the page anew: all that it needs is in the address.
 */
export class Remembered {
  private readonly bench: Bench;
  private readonly address: () => Address;
  private step: string | null = null;
  /** A person chose a panel: that it came to the front by itself is no step. */
  private chose = false;

  /** The address is that of the page as it stands now. */
  constructor(bench: Bench, address: () => Address) {
    this.bench = bench;
    this.address = address;
    const tabs = document.getElementById('panel-tabs')!;
    const chosen = (event: Event) => {
      if (!(event.target as Element).closest('[role="tab"]')) return;
      this.chose = true;
      this.later();
    };
    tabs.addEventListener('click', chosen);
    tabs.addEventListener(
      'keydown',
      (event) => {
        if (event.key.startsWith('Arrow')) chosen(event);
      },
      { capture: true },
    );
    bench.view.watch(this.later);
    bench.timeline.onScroll(this.later);
    addEventListener('popstate', () => this.goTo());
    this.now();
  }

  /** At a pace that browsers allow. */
  readonly later = atMostEvery(300, () => this.now());

  /** At once, for a link that is copied. */
  now(): string {
    const address = this.address();
    const step = `${address.variant}/${address.run}/${address.finding}`;
    // Commas stand for themselves in a query; schedules have many.
    const query = writeAddress(address).toString().replaceAll('%2C', ',');
    const url = location.pathname + (query && `?${query}`);
    const further = this.step !== null && (step !== this.step || this.chose);
    this.step = step;
    this.chose = false;
    if (url === location.pathname + location.search) return location.href;
    if (further) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    return location.href;
  }

  private goTo(): void {
    const wanted = readAddress(new URLSearchParams(location.search));
    const { variant, run, finding } = wanted;
    const here = this.address();
    if (variant !== here.variant || run !== here.run || wanted.play !== here.play) {
      location.reload();
      return;
    }
    this.step = `${variant}/${run}/${finding}`;
    goToPlace(this.bench, wanted);
  }
}
