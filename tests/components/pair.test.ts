import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPair } from '../../components/figure/pair';
import { plane } from '../../src/engine/kinds/plane/index';
import { planeDefaults, type PlaneSettings } from '../../src/engine/kinds/plane/settings';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import type { BackendChoice } from '../../src/engine/backends';
import type { Engine, Failure, Run } from '../../src/engine/client';
import type { Status } from '../../src/engine/protocol';

/** A run that does as it is told, when it is told. */
class FakeRun implements Pick<
  Run<'plane'>,
  'configure' | 'play' | 'pause' | 'setVisible' | 'onFailure' | 'close' | 'snapshots'
> {
  readonly calls: string[] = [];
  backend: BackendChoice | undefined;
  private readonly queue: PlaneSnapshot[] = [];
  private wake: (() => void) | null = null;
  private listener: (failure: Failure) => void = () => {};
  private closed = false;
  configure(change: Partial<PlaneSettings>, how?: string): void {
    this.calls.push(`configure ${change.seed} ${how}`);
    this.backend = change.backend;
  }
  play(): void {
    this.calls.push('play');
  }
  pause(): void {
    this.calls.push('pause');
  }
  setVisible(visible: boolean): void {
    this.calls.push(`visible ${visible}`);
  }
  onFailure(listener: (failure: Failure) => void): () => void {
    this.listener = listener;
    return () => {};
  }
  fail(failure: Failure): void {
    this.listener(failure);
  }
  close(): void {
    this.calls.push('close');
    this.closed = true;
    this.wake?.();
  }
  show(status: Status, step: number): void {
    this.queue.push({ status, step } as PlaneSnapshot);
    this.wake?.();
  }
  async *snapshots(): AsyncIterableIterator<PlaneSnapshot> {
    while (!this.closed) {
      const next = this.queue.shift();
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

function begin(seeds: readonly number[] = [1, 2]) {
  const runs: FakeRun[] = [];
  const seen: string[] = [];
  let release: () => void = () => {};
  const settled: number[] = [];
  const side = (name: string) => ({
    kind: plane,
    watch: {},
    settings: (seed: number): PlaneSettings => ({ ...planeDefaults, seed }),
    onSnapshot: (seed: number, { step }: PlaneSnapshot) => void seen.push(`${name} ${seed}: ${step}`),
  });
  const onBegin = vi.fn();
  const open = () => {
    const run = new FakeRun();
    runs.push(run);
    return run;
  };
  const pair = createPair<'plane', 'plane'>({
    by: { open } as unknown as Pick<Engine, 'open'>,
    sides: [side('a'), side('b')],
    seeds: () => seeds,
    onBegin,
    settle: (seed) =>
      new Promise((resolve) => {
        settled.push(seed);
        release = () => resolve(undefined);
      }),
  });
  return { pair, runs, seen, settled, onBegin, release: () => release() };
}

/** The little of a page that says where the reader wants runs to compute. */
class FakePage extends EventTarget {
  readonly documentElement: { dataset: { backend?: string } } = { dataset: {} };
}
const page = new FakePage();
beforeAll(() => void vi.stubGlobal('document', page));
afterAll(() => void vi.unstubAllGlobals());
afterEach(() => {
  delete page.documentElement.dataset.backend;
});

describe('a pair of runs', () => {
  it('opens nothing until it is asked to play, then runs both from each seed in turn', async () => {
    const { pair, runs, seen, settled, release, onBegin } = begin();
    expect(pair.status.value).toBe('static');
    expect(runs).toEqual([]);
    pair.play();
    await turn();
    expect(pair.status.value).toBe('running');
    expect(pair.seed.value).toBe(1);
    for (const run of runs) expect(run.calls.slice(-2)).toEqual(['configure 1 reset', 'play']);
    runs[0].show('running', 5);
    runs[0].show('done', 9);
    await turn();
    expect(settled).toEqual([]);
    runs[1].show('done', 3);
    await turn();
    expect(settled).toEqual([1]);
    expect(pair.seed.value).toBe(1);
    release();
    await turn();
    expect(pair.seed.value).toBe(2);
    for (const run of runs) {
      expect(run.calls.slice(-2)).toEqual(['configure 2 reset', 'play']);
      run.show('done', 9);
    }
    await turn();
    release();
    await turn();
    expect(pair.status.value).toBe('done');
    expect(settled).toEqual([1, 2]);
    expect(seen).toEqual(['a 1: 5', 'a 1: 9', 'b 1: 3', 'a 2: 9', 'b 2: 9']);
    expect(onBegin).toHaveBeenCalledTimes(1);
    expect(runs).toHaveLength(2);
  });

  it('pauses both, goes on with those that are not done, and does not begin another seed while it is paused', async () => {
    const { pair, runs, settled, release } = begin();
    pair.play();
    await turn();
    runs[0].show('done', 9);
    await turn();
    pair.pause();
    expect(pair.status.value).toBe('paused');
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['pause', 'pause']);
    pair.play();
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['pause', 'play']);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([1]);
    pair.pause();
    release();
    await turn();
    expect(pair.seed.value).toBe(1);
    pair.play();
    await turn();
    expect(pair.seed.value).toBe(2);
    expect(pair.status.value).toBe('running');
  });

  it('goes on where one has lost its numbers, and stops with a sentence where the worker is given up', async () => {
    const { pair, runs, settled } = begin([1]);
    pair.play();
    await turn();
    runs[0].fail({ kind: 'diverged', sentence: 'Lost.' });
    expect(pair.failure.value?.sentence).toBe('Lost.');
    runs[0].show('error', 4);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([1]);
    runs[0].fail({ kind: 'crashed', sentence: 'Given up.', ended: true });
    expect(pair.status.value).toBe('error');
    expect(pair.seed.value).toBeNull();
  });

  it('when reset forgets what was under way; where the reader wants another backend, it opens other runs', async () => {
    const { pair, runs, settled } = begin();
    pair.play();
    await turn();
    pair.reset();
    expect(pair.status.value).toBe('ready');
    await turn();
    runs[0].show('done', 9);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([]);
    expect(pair.status.value).toBe('ready');
    page.documentElement.dataset.backend = 'webgl';
    page.dispatchEvent(new Event('settings:change'));
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['close', 'close']);
    pair.play();
    await turn();
    expect(runs).toHaveLength(4);
    expect(runs.map(({ backend }) => backend)).toEqual(['auto', 'auto', 'webgl', 'webgl']);
    pair.dispose();
    expect(runs[3].calls.at(-1)).toBe('close');
  });
});
