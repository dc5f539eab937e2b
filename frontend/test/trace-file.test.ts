import { describe, expect, it } from 'vitest';
import { readTraceFile } from '../src/model/trace-file.ts';

const whole = {
  formatVersion: 1,
  run: { id: '' },
  batches: [{ seq: 1, count: 2, data: '' }],
  findings: [],
  end: { events: 2 },
};

describe('a trace file', () => {
  it('is read when it is whole', () => {
    expect(readTraceFile(JSON.stringify(whole)).end.events).toBe(2);
  });

  it.each([
    ['{"kind":"lock.acquire"}\n{}', /not JSON/],
    ['[]', /no formatVersion/],
    ['null', /no formatVersion/],
    [JSON.stringify({ ...whole, formatVersion: 9 }), /format version 9, and this page reads version 1/],
    [JSON.stringify({ ...whole, findings: undefined }), /not whole/],
    [JSON.stringify({ ...whole, end: { events: 3 } }), /2 of 3 events/],
  ])('says what is wrong with %s', (text, sentence) => {
    expect(() => readTraceFile(text)).toThrow(sentence);
  });
});
