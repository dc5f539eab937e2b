import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import type { Problem } from '../model/api.ts';

/** What went wrong, in the server's words, and when to try again. */
export function problemText(problem: Problem): TemplateResult {
  return html`<strong>${problem.title}</strong> <span>${problem.message === problem.title ? nothing : problem.message}</span>
    ${problem.retryAfterSeconds === null ? nothing : html`<span>${words.problem.retryAfter(problem.retryAfterSeconds)}</span>`}`;
}

export const problemNote = (problem: Problem): TemplateResult =>
  html`<p class="problem" role="alert" data-status=${problem.status}>${problemText(problem)}</p>`;
