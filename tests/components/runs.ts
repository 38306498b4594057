/** Runs of every kind as signals, on a page and a worker that are only played. */
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { createRun, type Curve } from '../../components/figure/run';
import { digitsGan } from '../../src/engine/kinds/digits-gan/index';
import { digitGanDefaults } from '../../src/engine/kinds/digits-gan/settings';
import { digits } from '../../src/engine/kinds/digits/index';
import { digitDefaults } from '../../src/engine/kinds/digits/settings';
import { latent } from '../../src/engine/kinds/latent/index';
import { latentDefaults } from '../../src/engine/kinds/latent/settings';
import { planeGan } from '../../src/engine/kinds/plane-gan/index';
import { planeGanDefaults } from '../../src/engine/kinds/plane-gan/settings';
import { plane } from '../../src/engine/kinds/plane/index';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';
import { pupil } from '../../src/engine/kinds/pupil/index';
import { pupilDefaults } from '../../src/engine/kinds/pupil/settings';
import type { RunFacts } from '../../src/engine/protocol';
import { FakeWorker } from '../engine/fake-worker';

/** The little of a page that says what is in sight, and where the reader wants runs to compute. */
class FakePage extends EventTarget {
  readonly visibilityState = 'visible';
  readonly documentElement: { dataset: { backend?: string } } = { dataset: {} };
}

const curve: Curve<RunFacts, { readonly step: number }> = { point: ({ step }) => ({ step }), at: ({ step }) => step };
export const empty = { samples: new Float64Array(0), look: null, looks: [], map: null, flows: [] };
export const full = { samples: new Float64Array(2), look: {}, looks: [{}] };
export const turn = () => new Promise((resolve) => setTimeout(resolve));

/** One of each kind that trains, with settings of its own. */
export const kinds = [
  ['plane', () => createRun(plane, planeDefaults, {}, { curve })],
  ['plane-gan', () => createRun(planeGan, planeGanDefaults, {}, { curve })],
  ['digits', () => createRun(digits, digitDefaults, {}, { curve })],
  ['digits-gan', () => createRun(digitsGan, digitGanDefaults, {}, { curve })],
  ['pupil', () => createRun(pupil, pupilDefaults, {}, { curve })],
  ['latent', () => createRun(latent, latentDefaults, {}, { curve })],
] as const;

export type AnyRun = ReturnType<(typeof kinds)[number][1]>;

/** Call once a file: its page, and the worker that the next run opens. */
export function played() {
  const page = new FakePage();
  let worker: FakeWorker;
  let run: AnyRun;
  beforeAll(() => {
    vi.stubGlobal('document', page);
    vi.stubGlobal('Worker', function () {
      worker = new FakeWorker();
      return worker;
    });
  });
  afterEach(() => {
    run.stop();
    delete page.documentElement.dataset.backend;
  });
  afterAll(() => void vi.unstubAllGlobals());
  const opened = () => worker.of('open').at(-1)!;
  return {
    page,
    worker: () => worker,
    begin: (create: (typeof kinds)[number][1]) => (run = create()),
    /** The last run that was opened. */
    opened,
    /** What was asked of the worker since it was opened. */
    since: () => worker.sent.slice(worker.sent.indexOf(opened())).map(({ type }) => type),
    tell: (snapshot: object) => worker.tell({ run: opened().run, ...snapshot }),
    /** Hands the bytes over that were last asked for. */
    saved: (bytes: Uint8Array): void =>
      worker.report({ type: 'reply', request: worker.of('save').at(-1)!.request, value: bytes }),
  };
}
