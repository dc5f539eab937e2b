import { type Address, readAddress, writeAddress } from './address.ts';
import type { Bench } from './bench.ts';
import { inStep } from './in-step.ts';
import { goToPlace } from './place.ts';

/**
 * Keeps the page's address in step with what is on screen, and follows it when a person goes back or forward.
 *
 * Another run or variant, another finding and another panel are steps that a person may want to go back over, so they are entries of the history; panning, zooming,
 * stepping and the like change the entry in place. Going back to another run loads the page anew: all that it needs is in the address.
 */
export class Remembered {
  private readonly bench: Bench;
  private readonly address: () => Address | null;
  private step: string | null = null;
  /** A person chose a panel: that it came to the front by itself is no step. */
  private chose = false;

  /** `address` is that of the page as it stands; null on the way from one run to another, which is no place to come back to. */
  constructor(bench: Bench, address: () => Address | null) {
    this.bench = bench;
    this.address = address;
    bench.panels.onChoice = () => {
      this.chose = true;
      this.changed();
    };
    bench.view.watch(this.changed);
    bench.timeline.onScroll(this.changed);
    addEventListener('popstate', () => this.goTo());
    this.now();
  }

  /** What the address tells of is another now. */
  readonly changed = inStep(() => this.write());

  /** For a link that is copied. */
  now(): string {
    this.write();
    return location.href;
  }

  /** Whether it was another. */
  private write(): boolean {
    const address = this.address();
    if (!address) return false;
    const step = `${address.variant}/${address.run}/${address.finding}`;
    // Commas stand for themselves in a query; schedules have many.
    const query = writeAddress(address).toString().replaceAll('%2C', ',');
    const url = location.pathname + (query && `?${query}`);
    const further = this.step !== null && (step !== this.step || this.chose);
    this.step = step;
    this.chose = false;
    if (url === location.pathname + location.search) return false;
    if (further) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    return true;
  }

  private goTo(): void {
    const wanted = readAddress(new URLSearchParams(location.search));
    const { variant, run, finding } = wanted;
    const here = this.address();
    if (!here || variant !== here.variant || run !== here.run || wanted.play !== here.play) {
      location.reload();
      return;
    }
    this.step = `${variant}/${run}/${finding}`;
    goToPlace(this.bench, wanted);
  }
}
