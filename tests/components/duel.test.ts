import { describe, expect, it, vi } from 'vitest';
import { createDuel, type Duellist } from '../../components/figure/duel';
import type { Failure } from '../../src/engine/client';
import type { AnySnapshot } from '../../src/engine/protocol';

interface Settings {
  readonly seed: number;
}

/** A run that does as it is told, when it is told. */
class FakeRun implements Duellist<Settings, AnySnapshot> {
  readonly calls: string[] = [];
  private readonly queue: AnySnapshot[] = [];
  private wake: (() => void) | null = null;
  private listener: (failure: Failure) => void = () => {};
  private closed = false;
  configure(change: Partial<Settings>, how?: string): void {
    this.calls.push(`configure ${change.seed} ${how}`);
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
  show(status: AnySnapshot['status'], step: number): void {
    this.queue.push({ status, step } as AnySnapshot);
    this.wake?.();
  }
  async *snapshots(): AsyncIterableIterator<AnySnapshot> {
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
    open: () => {
      const run = new FakeRun();
      runs.push(run);
      return run;
    },
    settings: (seed: number) => ({ seed }),
    onSnapshot: (seed: number, { step }: AnySnapshot) => void seen.push(`${name} ${seed}: ${step}`),
  });
  const onBegin = vi.fn();
  const duel = createDuel<FakeRun, Settings, AnySnapshot, FakeRun, Settings, AnySnapshot>({
    sides: [side('a'), side('b')],
    seeds: () => seeds,
    onBegin,
    settle: (seed) =>
      new Promise((resolve) => {
        settled.push(seed);
        release = resolve;
      }),
  });
  return { duel, runs, seen, settled, onBegin, release: () => release() };
}

describe('a duel', () => {
  it('opens nothing until it is asked to play, then runs both from each seed in turn', async () => {
    const { duel, runs, seen, settled, release, onBegin } = begin();
    expect(duel.status.value).toBe('static');
    expect(runs).toEqual([]);
    duel.play();
    await turn();
    expect(duel.status.value).toBe('running');
    expect(duel.seed.value).toBe(1);
    for (const run of runs) expect(run.calls.slice(-2)).toEqual(['configure 1 reset', 'play']);
    runs[0].show('running', 5);
    runs[0].show('done', 9);
    await turn();
    expect(settled).toEqual([]);
    runs[1].show('done', 3);
    await turn();
    expect(settled).toEqual([1]);
    expect(duel.seed.value).toBe(1);
    release();
    await turn();
    expect(duel.seed.value).toBe(2);
    for (const run of runs) {
      expect(run.calls.slice(-2)).toEqual(['configure 2 reset', 'play']);
      run.show('done', 9);
    }
    await turn();
    release();
    await turn();
    expect(duel.status.value).toBe('done');
    expect(settled).toEqual([1, 2]);
    expect(seen).toEqual(['a 1: 5', 'a 1: 9', 'b 1: 3', 'a 2: 9', 'b 2: 9']);
    expect(onBegin).toHaveBeenCalledTimes(1);
    expect(runs).toHaveLength(2);
  });

  it('pauses both, goes on with those that are not done, and does not begin another seed while it is paused', async () => {
    const { duel, runs, settled, release } = begin();
    duel.play();
    await turn();
    runs[0].show('done', 9);
    await turn();
    duel.pause();
    expect(duel.status.value).toBe('paused');
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['pause', 'pause']);
    duel.play();
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['pause', 'play']);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([1]);
    duel.pause();
    release();
    await turn();
    expect(duel.seed.value).toBe(1);
    duel.play();
    await turn();
    expect(duel.seed.value).toBe(2);
    expect(duel.status.value).toBe('running');
  });

  it('goes on where one has lost its numbers, and stops with a sentence where the worker is given up', async () => {
    const { duel, runs, settled } = begin([1]);
    duel.play();
    await turn();
    runs[0].fail({ kind: 'diverged', sentence: 'Lost.' });
    expect(duel.failure.value?.sentence).toBe('Lost.');
    runs[0].show('error', 4);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([1]);
    runs[0].fail({ kind: 'crashed', sentence: 'Given up.', ended: true });
    expect(duel.status.value).toBe('error');
    expect(duel.seed.value).toBeNull();
  });

  it('when reset forgets what was under way; reopened, it opens other runs', async () => {
    const { duel, runs, settled } = begin();
    duel.play();
    await turn();
    duel.reset();
    expect(duel.status.value).toBe('ready');
    await turn();
    runs[0].show('done', 9);
    runs[1].show('done', 9);
    await turn();
    expect(settled).toEqual([]);
    expect(duel.status.value).toBe('ready');
    duel.reopen();
    expect(runs.map((run) => run.calls.at(-1))).toEqual(['close', 'close']);
    duel.play();
    await turn();
    expect(runs).toHaveLength(4);
    duel.dispose();
    expect(runs[3].calls.at(-1)).toBe('close');
  });
});
