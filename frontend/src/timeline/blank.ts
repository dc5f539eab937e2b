import { html, nothing, type TemplateResult } from 'lit';

/** What stands where there are no lanes: what is going on, and what one can do about it. */
export interface Blank {
  title: string;
  hint: string;
}

export const blankText = ({ title, hint }: Blank): TemplateResult =>
  html`<strong>${title}</strong>${hint === '' ? nothing : html`<span>${hint}</span>`}`;
