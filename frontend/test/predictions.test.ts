// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Account, Question } from '../src/model/scenario.ts';
import { Predictions } from '../src/pages/predictions.ts';

const questions: readonly Question[] = [
  { id: 'shown', title: 'What is shown?', text: 'Because of lost steps.' },
  {
    id: 'twice',
    title: 'Twice?',
    text: 'It is read twice.',
    choices: ['yes', 'no'],
    choiceTitles: { yes: 'Yes, twice', no: 'No' },
  },
];
const account: Account = {
  happened: [
    { text: 'It took 3 ms.', texts: { zh: '用了 3 毫秒。' }, event: 0 },
    { text: 'Ann waited.', texts: {}, event: 7 },
  ],
  answers: { shown: { value: '118', event: 9 }, twice: { value: 'yes', event: 4 } },
};

function page(asked = questions) {
  const host = document.createElement('section');
  const shown: number[] = [];
  const predictions = new Predictions(host, asked, (event) => shown.push(event));
  const of = (id: string) => host.querySelector<HTMLFormElement>(`[data-question="${id}"]`)!;
  const press = (id: string, text: string) =>
    [...of(id).querySelectorAll('button')].find((b) => b.textContent === text)!.click();
  const type = (id: string, value: string) => {
    const input = of(id).querySelector<HTMLInputElement>('input[type=number]')!;
    input.value = value;
    input.dispatchEvent(new Event('input'));
  };
  return {
    host,
    predictions,
    shown,
    of,
    press,
    type,
    submit: (id: string) => of(id).dispatchEvent(new Event('submit', { cancelable: true })),
  };
}

test('what was said before is compared with what the trace says', () => {
  const { host, predictions, of, type, submit } = page();
  submit('shown');
  expect(of('shown').querySelector('input')).not.toBeNull();
  type('shown', '120');
  submit('shown');
  expect(of('shown').textContent).toContain('You say: 120');
  of('twice').querySelector('input')!.dispatchEvent(new Event('change'));
  submit('twice');
  expect(host.textContent).not.toContain('118');
  predictions.tell(account);
  expect(of('shown').querySelector('.said')!.getAttribute('data-verdict')).toBe('wrong');
  expect(of('shown').textContent).toContain('You said 120. It was: 118.');
  expect(of('shown').textContent).toContain('Because of lost steps.');
  expect(of('twice').querySelector('.said')!.getAttribute('data-verdict')).toBe('right');
  expect(of('twice').textContent).toContain('Yes, twice');
});

test('whoever has not answered is not told; whoever skips is', () => {
  const { host, predictions, of, press, shown } = page();
  predictions.tell(account);
  expect(host.textContent).not.toContain('118');
  expect(host.querySelector<HTMLDetailsElement>('.happened')!.open).toBe(false);
  press('shown', 'Skip');
  press('twice', 'Skip');
  expect(of('shown').textContent).toContain('It was: 118.');
  expect(host.querySelector<HTMLDetailsElement>('.happened')!.open).toBe(true);
  [...of('shown').querySelectorAll('button')].find((b) => b.textContent === 'Show')!.click();
  [...host.querySelectorAll<HTMLButtonElement>('.happened button')].at(-1)!.click();
  expect(shown).toEqual([9, 7]);
});

test('each run is predicted anew, but what is said before the first stays until it is over', () => {
  const { host, predictions, of, type, submit } = page();
  type('shown', '120');
  submit('shown');
  predictions.begin();
  expect(of('shown').textContent).toContain('You say: 120');
  predictions.tell(account);
  predictions.begin();
  expect(of('shown').querySelector('input')).not.toBeNull();
  expect(host.querySelector<HTMLDetailsElement>('.happened')!.open).toBe(false);
  expect(host.querySelector('.happened li')).toBeNull();
});

test('a run that did not come to a question says so', () => {
  const { predictions, of, press } = page();
  press('twice', 'Skip');
  predictions.tell({ happened: [], answers: {} });
  expect(of('twice').textContent).toContain('did not come to it');
});

test('without questions there is only what happened', () => {
  const { host, predictions } = page([]);
  expect(host.querySelector('h2')).toBeNull();
  predictions.tell(account);
  expect(host.querySelector<HTMLDetailsElement>('.happened')!.open).toBe(true);
  expect(host.textContent).toContain('Ann waited.');
});
