import { Problem } from '../model/api.ts';
import { isOver } from '../model/format.ts';
import type { Question } from '../model/scenario.ts';
import type { Bench } from './bench.ts';
import { byId } from './page-data.ts';
import { Predictions } from './predictions.ts';

/** Has the questions answered, and told what happened, as soon as a run on a page is over. */
export class Accounted {
  private readonly bench: Bench;
  private readonly predictions: Predictions;
  private over: string | null = null;

  constructor(bench: Bench, questions: readonly Question[]) {
    this.bench = bench;
    this.predictions = new Predictions(byId('predictions'), questions, (event) => bench.view.goTo(event));
  }

  /** To be called whenever the page's run, or how far it is, may be another. */
  update(): void {
    const { run, busy, starting, original } = this.bench.session;
    // A trace that came from elsewhere, or was made step by step, is no run of the server's.
    const over = run && !original && !busy && !starting && isOver(run) ? run.id : null;
    if (over === this.over) return;
    this.over = over;
    if (over) void this.ask(over);
    else this.predictions.begin();
  }

  /** Something else is to be run: what was said of the other is not said of this. */
  forget(): void {
    this.over = null;
    this.predictions.forget();
  }

  private async ask(id: string): Promise<void> {
    try {
      const account = await this.bench.api.account(id);
      if (this.over === id) this.predictions.tell(account);
    } catch (reason) {
      // A run that the server has no more has nothing to tell.
      if (!(reason instanceof Problem) && !(reason instanceof TypeError)) throw reason;
    }
  }
}
