import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/client';
import { transferables } from '../../src/engine/protocol';
import type { DigitProgress } from '../../src/engine/kinds/shipped/denoising';
import type { InversionProgress } from '../../src/engine/kinds/shipped/types';
import { fakeEngine, type FakeWorker } from './fake-worker';

let engine: Engine | null = null;
function start(): { by: Engine; worker: () => FakeWorker } {
  const fake = fakeEngine();
  engine = fake.engine;
  return { by: fake.engine, worker: () => fake.workers[0] };
}
afterEach(() => engine?.dispose());

const numbers = (n: number) => new Float32Array(n);
const sampled: DigitProgress = {
  first: 0,
  count: 1,
  t: 0.5,
  evaluations: 2,
  x: numbers(784),
  denoised: numbers(784),
  done: 0.5,
};
const inverted: InversionProgress = {
  step: 5,
  code: numbers(64),
  reconstruction: numbers(784),
  error: 0.1,
  errors: new Float64Array(6),
  done: 0.1,
};
const requestOf = ({ sent }: FakeWorker): number => (sent.at(-1) as { request: number }).request;

describe('asking the shipped digits from a page', () => {
  it('sends each question as it is, and gives its answer', async () => {
    const { by, worker } = start();
    const picture = numbers(784);
    const specs = [
      { labels: [1] },
      { picture, label: 1 },
      { picture, label: 1, evaluations: [5] },
      { latents: picture, labels: [1], evaluations: 5 },
    ] as const;
    const answers = [
      by.ask('shipped', 'generate', specs[0]),
      by.ask('shipped', 'invertGan', specs[1]),
      by.ask('shipped', 'invertDdim', specs[2]),
      by.ask('shipped', 'decodeDdim', specs[3]),
    ];
    const requests = worker().of('ask');
    expect(requests.map(({ question }) => question)).toEqual(['generate', 'invertGan', 'invertDdim', 'decodeDdim']);
    expect(requests.map(({ spec }) => spec)).toEqual(specs);
    expect(requests.every((request) => request.run === undefined && request.kind === 'shipped')).toBe(true);
    for (const { request } of requests) worker().report({ type: 'reply', request, value: request });
    expect(await Promise.all(answers)).toEqual(requests.map(({ request }) => request));
  });

  it('tells each of its own progress alone', async () => {
    const { by, worker } = start();
    const heard: string[] = [];
    const inverting = by.ask(
      'shipped',
      'invertGan',
      { picture: numbers(784), label: 1 },
      { onProgress: ({ step }) => void heard.push(`step ${step}`) },
    );
    const first = requestOf(worker());
    const sampling = by.ask(
      'shipped',
      'sample',
      { labels: [1], seed: 1 },
      { onProgress: ({ evaluations }) => void heard.push(`${evaluations} evaluations`) },
    );
    const second = requestOf(worker());
    worker().report({ type: 'progress', request: first, progress: inverted });
    worker().report({ type: 'progress', request: second, progress: sampled });
    worker().report({ type: 'reply', request: first, value: null });
    worker().report({ type: 'reply', request: second, value: null });
    await Promise.all([inverting, sampling]);
    worker().report({ type: 'progress', request: first, progress: inverted });
    expect(heard).toEqual(['step 5', '2 evaluations']);
  });

  it('stops the worker when the signal says so', async () => {
    const { by, worker } = start();
    const control = new AbortController();
    const asked = by.ask('shipped', 'invertGan', { picture: numbers(784), label: 1 }, { signal: control.signal });
    control.abort(new Error('The reader chose another digit.'));
    await expect(asked).rejects.toThrow('The reader chose another digit.');
    expect(worker().sent.at(-1)).toEqual({ type: 'cancel', request: requestOf(worker()) });
  });

  it('hands the arrays of progress over', () => {
    const handed = (progress: DigitProgress | InversionProgress) =>
      transferables({ type: 'progress', request: 1, progress });
    expect(handed(inverted)).toEqual([inverted.code.buffer, inverted.reconstruction.buffer, inverted.errors.buffer]);
    expect(handed(sampled)).toEqual([sampled.x.buffer, sampled.denoised.buffer]);
  });
});
