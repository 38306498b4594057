import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRun, type Curve } from '../../components/figure/run';
import { digitsGan } from '../../src/engine/kinds/digits-gan/index';
import { digitGanDefaults } from '../../src/engine/kinds/digits-gan/settings';
import { digits } from '../../src/engine/kinds/digits/index';
import { digitDefaults } from '../../src/engine/kinds/digits/settings';
import { planeGan } from '../../src/engine/kinds/plane-gan/index';
import { planeGanDefaults } from '../../src/engine/kinds/plane-gan/settings';
import { plane } from '../../src/engine/kinds/plane/index';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';
import { pupil } from '../../src/engine/kinds/pupil/index';
import { pupilDefaults } from '../../src/engine/kinds/pupil/settings';
import type { RunFacts } from '../../src/engine/protocol';
import { FakeWorker, blank } from '../engine/fake-worker';

/** The little of a page that says what is in sight, and where the reader wants runs to compute. */
class FakePage extends EventTarget {
  readonly visibilityState = 'visible';
  readonly documentElement: { dataset: { backend?: string } } = { dataset: {} };
}

const page = new FakePage();
let worker: FakeWorker;
beforeAll(() => {
  vi.stubGlobal('document', page);
  vi.stubGlobal('Worker', function () {
    worker = new FakeWorker();
    return worker;
  });
});
afterAll(() => void vi.unstubAllGlobals());

const curve: Curve<RunFacts, { readonly step: number }> = { point: ({ step }) => ({ step }), at: ({ step }) => step };
const empty = { samples: new Float64Array(0), look: null, looks: [], map: null, flows: [] };
const full = { samples: new Float64Array(2), look: {}, looks: [{}] };
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** One of each kind that trains, with settings of its own. */
const kinds = [
  ['plane', () => createRun(plane, planeDefaults, {}, { curve })],
  ['plane-gan', () => createRun(planeGan, planeGanDefaults, {}, { curve })],
  ['digits', () => createRun(digits, digitDefaults, {}, { curve })],
  ['digits-gan', () => createRun(digitsGan, digitGanDefaults, {}, { curve })],
  ['pupil', () => createRun(pupil, pupilDefaults, {}, { curve })],
] as const;

describe.each(kinds)('a run of %s as signals', (name, create) => {
  let run: ReturnType<(typeof kinds)[number][1]>;
  const opened = () => worker.of('open').at(-1)!;
  const since = () => worker.sent.slice(worker.sent.indexOf(opened())).map(({ type }) => type);
  const tell = (snapshot: object) => worker.tell({ run: opened().run, ...snapshot });
  const begin = () => (run = create());
  afterEach(() => {
    run.stop();
    delete page.documentElement.dataset.backend;
  });

  it('opens nothing before it is asked to, and then its own kind', () => {
    begin();
    expect(run.started()).toBe(false);
    expect(run.status.value).toBe('static');
    run.play();
    expect(opened()).toMatchObject({ kind: name, settings: { backend: 'auto' } });
    expect(since()).toEqual(['open', 'play']);
    expect(run.status.value).toBe('loading');
  });

  it('rests where it was scrolled out of sight before it was opened', () => {
    begin();
    run.setVisible(false);
    run.play();
    expect(since()).toEqual(['open', 'visible', 'play']);
    expect(worker.of('visible').at(-1)).toMatchObject({ visible: false, run: opened().run });
  });

  it('computes where the reader wants it, from the first and when another backend is chosen', () => {
    page.documentElement.dataset.backend = 'wasm';
    begin();
    run.start();
    expect(opened().settings).toMatchObject({ backend: 'wasm' });
    page.documentElement.dataset.backend = 'webgl';
    page.dispatchEvent(new Event('settings:change'));
    expect(worker.of('configure').at(-1)).toMatchObject({
      run: opened().run,
      change: { backend: 'webgl' },
      how: 'reset',
    });
    const before = worker.sent.length;
    page.dispatchEvent(new Event('settings:change'));
    run.stop();
    page.documentElement.dataset.backend = 'cpu';
    page.dispatchEvent(new Event('settings:change'));
    expect(worker.sent.slice(before).map(({ type }) => type)).toEqual(['close']);
  });

  it('stays where a figure has put it', () => {
    begin();
    run.configure({ backend: 'cpu' });
    run.start();
    page.documentElement.dataset.backend = 'webgl';
    page.dispatchEvent(new Event('settings:change'));
    expect(opened().settings).toMatchObject({ backend: 'cpu' });
    expect(since()).toEqual(['open']);
  });

  it('keeps what was last seen while a status alone arrives, and begins its curve anew with new weights', async () => {
    begin();
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    tell({ ...empty, step: 9 });
    await turn();
    expect([run.snapshot.value?.step, run.seen.value?.step]).toEqual([9, 5]);
    expect(run.history.value).toEqual([{ step: 5 }, { step: 9 }]);
    tell({ ...full, step: 2 });
    await turn();
    expect(run.history.value).toEqual([{ step: 2 }]);
  });

  it('brings back the network that a reset put away, with its curve, until it learns anew', async () => {
    begin();
    run.start();
    run.reset();
    await turn();
    expect(since(), 'nothing is kept of a network that has not learned').toEqual(['open', 'reset']);
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    expect(since().slice(-2)).toEqual(['save', 'reset']);
    const bytes = Uint8Array.of(1, 2, 3);
    worker.report({ type: 'reply', request: worker.of('save').at(-1)!.request, value: bytes });
    await turn();
    tell({ ...full, step: 0 });
    await turn();
    run.undo.value?.();
    const back = worker.of('load').at(-1)!;
    expect(back.checkpoint).toEqual(bytes);
    expect(run.undo.value).toBeNull();
    worker.report({ type: 'reply', request: back.request, value: null });
    await turn();
    expect(run.history.value).toEqual([{ step: 5 }]);
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    worker.report({ type: 'reply', request: worker.of('save').at(-1)!.request, value: bytes });
    await turn();
    expect(run.undo.value).not.toBeNull();
    run.play();
    expect(run.undo.value).toBeNull();
  });

  it('keeps what the first of two resets has put away', async () => {
    begin();
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    run.reset();
    expect(since().slice(-3)).toEqual(['save', 'reset', 'reset']);
    worker.report({ type: 'reply', request: worker.of('save').at(-1)!.request, value: Uint8Array.of(1) });
    await turn();
    run.reset();
    expect(since().slice(-2)).toEqual(['reset', 'reset']);
    run.undo.value?.();
    expect(worker.of('load').at(-1)!.checkpoint).toEqual(Uint8Array.of(1));
  });

  it.each([
    ['goes on training', () => run.play()],
    ['gets other settings', () => run.configure({ seed: 8 }, 'reset')],
    ['is given another network', () => void run.load(Uint8Array.of(2))],
    [
      'is put away and opened again',
      () => {
        run.stop();
        run.start();
      },
    ],
  ])('offers nothing back that was still being saved when it %s', async (_, next) => {
    begin();
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    const { request } = worker.of('save').at(-1)!;
    next();
    worker.report({ type: 'reply', request, value: Uint8Array.of(1) });
    await turn();
    expect(run.undo.value).toBeNull();
  });

  it('trains to where a link asks, and gives the reader’s own end back', async () => {
    begin();
    run.configure({ stopAfter: 900 });
    run.trainTo(40);
    expect(run.goal.value).toBe(40);
    expect(worker.of('configure').at(-1)).toMatchObject({ change: { stopAfter: 40 }, how: 'continue' });
    expect(since().at(-1)).toBe('play');
    tell({ ...full, step: 39, number: 9 });
    await turn();
    expect([run.goal.value, run.learned()]).toEqual([40, 39]);
    tell({ ...full, step: 40, status: 'done', number: 9 });
    await turn();
    expect([run.goal.value, run.learned()]).toEqual([null, 40]);
    expect(worker.of('configure').at(-1)).toMatchObject({ change: { stopAfter: 900 } });
    const before = since().length;
    run.trainTo(40);
    expect(since(), 'it is there').toHaveLength(before);
    run.trainTo(80);
    expect(since().slice(-4), 'exactly as many, of new weights').toEqual(['save', 'reset', 'configure', 'play']);
    run.pause();
    expect(run.goal.value, 'the reader has taken over').toBeNull();
    run.trainTo(80);
    void run.load(Uint8Array.of(1));
    expect(run.goal.value, 'by another network').toBeNull();
    expect(worker.of('configure').at(-1)).toMatchObject({ change: { stopAfter: 900 } });
  });

  it('says that it failed where nothing could be built, and forgets it at the next press', async () => {
    begin();
    run.play();
    worker.report({ type: 'failure', run: opened().run, kind: 'unreachable', sentence: 'No connection.' });
    expect(run.failure.value?.sentence).toBe('No connection.');
    expect(run.status.value).toBe('error');
    run.play();
    expect(run.failure.value).toBeNull();
    tell({ ...blank, ...empty, run: opened().run, status: 'running' });
    await turn();
    expect(run.status.value).toBe('running');
  });

  it('shows nothing of a network that was put away', async () => {
    begin();
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.stop();
    tell({ ...full, step: 6 });
    await turn();
    expect([run.snapshot.value, run.seen.value, run.history.value]).toEqual([null, null, []]);
    expect(run.status.value).toBe('static');
  });
});
