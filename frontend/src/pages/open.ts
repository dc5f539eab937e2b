import '../base/tokens.css';
import './page.css';
import './bench.css';
import './findings.css';
import './figures.css';
import './lab.css';
import './open.css';
import './language-link.ts';
import './paper.css';
import { html, nothing, render } from 'lit';
import { words } from '../base/words.ts';
import type { Run } from '../model/format.ts';
import { Bench } from './bench.ts';
import { byId } from './page-data.ts';

const t = words.files;
const bench = new Bench({ files: true });
const input = byId<HTMLInputElement>('trace-file');
const drop = byId('drop');
const problem = byId('trace-file-error');

function facts(file: string, run: Run): void {
  render(
    html`<div><dt>${t.file}</dt><dd>${file}</dd></div>
      ${run.scenario ? html`<div><dt>${t.scenario}</dt><dd>${run.scenario}</dd></div>` : nothing}
      ${run.schedule ? html`<div><dt>${t.schedule}</dt><dd class="breaks">${run.schedule}</dd></div>` : nothing}`,
    byId('trace-facts'),
  );
}

async function open(file: File): Promise<void> {
  try {
    const run = await bench.session.open(file);
    if (!run) return;
    facts(file.name, run);
    problem.hidden = true;
  } catch (reason) {
    problem.textContent = reason instanceof Error ? reason.message : String(reason);
    problem.hidden = false;
  }
}

input.addEventListener('change', () => {
  const file = input.files?.[0];
  if (file) void open(file);
});
drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.dataset.over = 'true';
});
drop.addEventListener('dragleave', () => delete drop.dataset.over);
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  delete drop.dataset.over;
  const file = event.dataTransfer?.files[0];
  if (file) void open(file);
});
