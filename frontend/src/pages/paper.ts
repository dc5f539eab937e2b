import { html, nothing, render } from 'lit';
import { words } from '../base/words.ts';
import { findingsPanel } from '../panels/findings.ts';
import type { View } from '../timeline/view.ts';
import type { Exports } from './exports.ts';

/** What is printed instead of the timeline and its panels: all lanes as vectors, and everything that was found. */
export function printOn(host: HTMLElement, view: View, exports: Exports): void {
  const fill = () =>
    render(
      view.recording ? html`${picture(exports)}<h2>${words.panels.findings}</h2>${findingsPanel(view)}` : nothing,
      host,
    );
  const clear = () => render(nothing, host);
  addEventListener('beforeprint', fill);
  addEventListener('afterprint', clear);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? fill : clear)());
}

function picture(exports: Exports): Element | null {
  const svg = exports.printed();
  return svg === null ? null : new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
}
