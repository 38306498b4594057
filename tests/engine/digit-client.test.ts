import { afterEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine, type WorkerLike } from '../../src/engine/client';
import { decodeDdim, generateDigits, invertDdim, invertGan, sampleDigits } from '../../src/engine/digit-client';
import type { InversionProgress } from '../../src/engine/digit-gan';
import type { DigitProgress } from '../../src/engine/digit-samples';
import { transferables, type Report, type Request } from '../../src/engine/protocol';

class FakeWorker implements WorkerLike {
  readonly sent: Request[] = [];
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  postMessage(message: Request): void {
    this.sent.push(message);
  }
  terminate(): void {}
  report(data: Report): void {
    this.onmessage?.({ data });
  }
}

let engine: Engine | null = null;
function start(): { by: Engine; worker: FakeWorker } {
  const worker = new FakeWorker();
  engine = createEngine({ createWorker: () => worker });
  return { by: engine, worker };
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
  kind: 'invert',
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
    const asked = [
      [generateDigits({ labels: [1] }, undefined, by), { kind: 'generate', spec: { labels: [1] } }],
      [invertGan({ picture, label: 1 }, undefined, by), { kind: 'invert-gan', spec: { picture, label: 1 } }],
      [
        invertDdim({ picture, label: 1, evaluations: [5] }, undefined, by),
        { kind: 'invert-ddim', spec: { picture, label: 1, evaluations: [5] } },
      ],
      [
        decodeDdim({ latents: picture, labels: [1], evaluations: 5 }, undefined, by),
        { kind: 'decode-ddim', spec: { latents: picture, labels: [1], evaluations: 5 } },
      ],
    ] as const;
    const requests = worker.sent.filter((r): r is Extract<Request, { type: 'digits' }> => r.type === 'digits');
    expect(requests.map(({ question }) => question)).toEqual(asked.map(([, question]) => question));
    for (const { request } of requests) worker.report({ type: 'reply', request, value: request });
    expect(await Promise.all(asked.map(([answer]) => answer))).toEqual(requests.map(({ request }) => request));
  });

  it('tells each of its own kind of progress alone', async () => {
    const { by, worker } = start();
    const heard: string[] = [];
    const inverting = invertGan(
      { picture: numbers(784), label: 1 },
      { onProgress: ({ step }) => heard.push(`step ${step}`) },
      by,
    );
    let request = requestOf(worker);
    worker.report({ type: 'progress', request, progress: sampled });
    worker.report({ type: 'progress', request, progress: inverted });
    worker.report({ type: 'reply', request, value: null });
    await inverting;
    const sampling = sampleDigits(
      { labels: [1], seed: 1 },
      { onProgress: ({ evaluations }) => heard.push(`${evaluations} evaluations`) },
      by,
    );
    request = requestOf(worker);
    worker.report({ type: 'progress', request, progress: inverted });
    worker.report({ type: 'progress', request, progress: sampled });
    worker.report({ type: 'reply', request, value: null });
    await sampling;
    expect(heard).toEqual(['step 5', '2 evaluations']);
  });

  it('stops the worker when the signal says so', async () => {
    const { by, worker } = start();
    const control = new AbortController();
    const asked = invertGan({ picture: numbers(784), label: 1 }, { signal: control.signal }, by);
    control.abort(new Error('The reader chose another digit.'));
    await expect(asked).rejects.toThrow('The reader chose another digit.');
    expect(worker.sent.at(-1)).toEqual({ type: 'cancel', request: requestOf(worker) });
  });

  it('hands the arrays of progress over', () => {
    const handed = (progress: DigitProgress | InversionProgress) =>
      transferables({ type: 'progress', request: 1, progress });
    expect(handed(inverted)).toEqual([inverted.code.buffer, inverted.reconstruction.buffer, inverted.errors.buffer]);
    expect(handed(sampled)).toEqual([sampled.x.buffer, sampled.denoised.buffer]);
  });
});
