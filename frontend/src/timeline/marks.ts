import type { TraceNs } from '../base/units.ts';
import type { Finding } from '../model/format.ts';

/** A stretch of time that a person has chosen. */
export interface Range {
  readonly fromNs: TraceNs;
  readonly toNs: TraceNs;
}

/** What a person has marked on the picture, beside the place looked at: a finding, a range of time, the critical path. */
export class Marks {
  private chosen: Finding | null = null;
  private stretch: Range | null = null;
  private path = false;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  get finding(): Finding | null {
    return this.chosen;
  }

  set finding(finding: Finding | null) {
    this.chosen = finding;
    this.changed();
  }

  get range(): Range | null {
    return this.stretch;
  }

  set range(range: Range | null) {
    this.stretch = range;
    this.changed();
  }

  /** Whether the critical path is drawn. */
  get criticalPath(): boolean {
    return this.path;
  }

  set criticalPath(shown: boolean) {
    this.path = shown;
    this.changed();
  }

  /** Another run is on screen: what was marked in the one before means nothing in it. */
  forget(): void {
    this.chosen = null;
    this.stretch = null;
  }
}
