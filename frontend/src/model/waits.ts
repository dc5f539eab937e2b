import { Column } from '../base/column.ts';

/** Waits that are over and that nobody has looked at yet. */
export class Waits {
  private readonly thread = new Column();
  private readonly start = new Column();
  /** When what the thread waited for was there, and when it went on. */
  private readonly enabled = new Column();
  private readonly end = new Column();
  /** The event that is the wait's result. */
  private readonly result = new Column();

  add(thread: number, startNs: number, enabledNs: number, endNs: number, result: number): void {
    this.thread.push(thread);
    this.start.push(startNs);
    this.enabled.push(enabledNs);
    this.end.push(endNs);
    this.result.push(result);
  }

  /** Hands all over, in the order in which they ended, and has none any more. */
  take(each: (thread: number, startNs: number, enabledNs: number, endNs: number, result: number) => void): void {
    const { thread, start, enabled, end, result } = this;
    for (let i = 0; i < thread.length; i++) each(thread.at(i), start.at(i), enabled.at(i), end.at(i), result.at(i));
    this.forget();
  }

  forget(): void {
    for (const column of [this.thread, this.start, this.enabled, this.end, this.result]) column.truncate(0);
  }

  trim(): void {
    for (const column of [this.thread, this.start, this.enabled, this.end, this.result]) column.trim();
  }
}
