import { plane } from '../../src/engine/kinds/plane/index';
import { fakeEngine, type FakeWorker } from './fake-worker';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Engine, withoutFromAddress } from '../../src/engine/client';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';

let engine: Engine | null = null;
function start(): { engine: Engine; workers: FakeWorker[] } {
  const fake = fakeEngine();
  engine = fake.engine;
  return fake;
}
afterEach(() => engine?.dispose());

describe('engine client', () => {
  it('starts one worker for all runs, when the first opens', () => {
    const { engine, workers } = start();
    expect(workers).toHaveLength(0);
    engine.open(plane, planeDefaults);
    engine.open(plane, planeDefaults);
    expect(workers).toHaveLength(1);
    expect(workers[0].types()).toEqual(['hello', 'open', 'open']);
  });

  it('drops snapshots that answer older settings, once the network was begun anew', () => {
    const { engine, workers } = start();
    const run = engine.open(plane, planeDefaults);
    run.configure({ target: { kind: 'spiral' } }, 'reset');
    workers[0].tell({ number: 0, step: 5 });
    expect(run.latest).toBeNull();
    workers[0].tell({ number: 1, step: 6 });
    expect(run.latest?.step).toBe(6);
  });

  it('shows snapshots under way while a control is dragged', () => {
    const { engine, workers } = start();
    const run = engine.open(plane, planeDefaults);
    run.configure({ learningRate: 1e-3 });
    run.configure({ learningRate: 2e-3 });
    workers[0].tell({ number: 1, step: 5 });
    expect(run.latest?.step).toBe(5);
  });

  it('gives a slow reader the newest snapshot only, and ends when the run closes', async () => {
    const { engine, workers } = start();
    const run = engine.open(plane, planeDefaults);
    for (let step = 1; step <= 5; step++) workers[0].tell({ step });
    const snapshots = run.snapshots();
    expect((await snapshots.next()).value).toMatchObject({ step: 5 });
    const pending = snapshots.next();
    run.close();
    expect((await pending).done).toBe(true);
  });

  it('starts a crashed worker again from the kept weights, and goes on playing', () => {
    const { engine, workers } = start();
    const run = engine.open(plane, planeDefaults);
    const failures: string[] = [];
    run.onFailure(({ kind, sentence }) => failures.push(`${kind}: ${sentence}`));
    run.play();
    run.configure({ learningRate: 1e-3 });
    workers[0].tell({ number: 1, step: 40, checkpoint: Uint8Array.of(1, 2, 3) });
    workers[0].onerror?.({ message: 'out of memory' });
    expect(workers[0].terminated).toBe(true);
    expect(workers).toHaveLength(2);
    expect(workers[1].types()).toEqual(['hello', 'open', 'configure', 'play']);
    expect(workers[1].sent[1]).toMatchObject({ settings: { learningRate: 1e-3 }, checkpoint: Uint8Array.of(1, 2, 3) });
    expect(failures).toEqual([
      'crashed: The worker stopped (out of memory); it was started again from the network of step 40.',
    ]);
  });

  it('gives up after three restarts, and says so', () => {
    const { engine, workers } = start();
    const run = engine.open(plane, planeDefaults);
    const failures: string[] = [];
    run.onFailure(({ sentence }) => failures.push(sentence));
    for (let i = 0; i < 4; i++) workers.at(-1)!.onerror?.({ message: 'again' });
    expect(workers).toHaveLength(4);
    expect(failures.at(-1)).toMatch(/stopped 4 times/);
  });

  it('answers whoever waited when the worker stops', async () => {
    const { engine, workers } = start();
    const saving = engine.open(plane, planeDefaults).save();
    workers[0].onerror?.({ message: 'gone' });
    await expect(saving).rejects.toThrow(/try again/);
  });

  it('passes a refusal on as a sentence', async () => {
    const { engine, workers } = start();
    const loading = engine.open(plane, planeDefaults).load(Uint8Array.of(1));
    const asked = workers[0].sent.find((m) => m.type === 'load');
    workers[0].onmessage?.({
      data: {
        type: 'refusal',
        request: asked?.type === 'load' ? asked.request : -1,
        sentence: 'This file is no network.',
      },
    });
    await expect(loading).rejects.toThrow('This file is no network.');
  });

  it('tells the worker when the tab is hidden', () => {
    const listeners: Record<string, () => void> = {};
    const page = {
      visibilityState: 'visible',
      addEventListener: (n: string, f: () => void) => {
        listeners[n] = f;
      },
      removeEventListener: vi.fn(),
    };
    vi.stubGlobal('document', page);
    const { engine, workers } = start();
    engine.open(plane, planeDefaults);
    page.visibilityState = 'hidden';
    listeners.visibilitychange();
    expect(workers[0].sent.at(-1)).toEqual({ type: 'visible', visible: false });
    engine.dispose();
    expect(page.removeEventListener).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});

describe('?without=', () => {
  it('names backends and passes over the rest', () => {
    expect(withoutFromAddress('?without=simd,webgl,nonsense')).toEqual(['simd', 'webgl']);
    expect(withoutFromAddress('')).toEqual([]);
  });
});
