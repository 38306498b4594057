import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type PlaneGanSnapshot,
  type PlaneGanWatch,
  planeGanWatchDefaults,
} from '../../src/engine/kinds/plane-gan/types';
import { parsePlaneGanSampleSpec, parsePlaneGanSettings } from '../../src/engine/kinds/plane-gan/parse';
import { type PlaneGanSettings, needsNewPlaneGan, planeGanDefaults } from '../../src/engine/kinds/plane-gan/settings';
import type { Report } from '../../src/engine/protocol';
import { asking, planeGanRun, silent, type PlaneGanRun } from './runs';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

let training: PlaneGanRun | null = null;
afterEach(() => training?.dispose());

function begin(change: Partial<PlaneGanSettings> = {}, watch: Partial<PlaneGanWatch> = {}) {
  const reports: Report[] = [];
  training = planeGanRun(
    'game',
    parsePlaneGanSettings({ ...planeGanDefaults, backend: 'simd', ...change }),
    { ...planeGanWatchDefaults, interval: 0, ...watch },
    { report: (r) => reports.push(r), without: [] },
  );
  const snapshots = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as PlaneGanSnapshot] : []));
  return {
    training,
    snapshots,
    last: () => snapshots().at(-1)!,
    failures: () => reports.flatMap((r) => (r.type === 'failure' ? [r] : [])),
  };
}

const small: Partial<PlaneGanSettings> = {
  networks: { latent: 2, generator: { width: 16, depth: 2 }, discriminator: { width: 16, depth: 2 } },
  batchSize: 32,
  sampleCount: 100,
};

describe('a game as a run', () => {
  it('plays to its end, and the same seed gives the same samples', async () => {
    const play = async () => {
      const { training, last } = begin({ ...small, stopAfter: 30 });
      await training.prepare();
      expect(last().status).toBe('ready');
      await training.play();
      while ((await training.slice()) < Infinity);
      training.dispose();
      return last();
    };
    const first = await play();
    expect(first).toMatchObject({ status: 'done', step: 30, backend: 'simd' });
    expect(first.spent.examples).toBe(30 * 32);
    expect(first.spent.flops).toBe(30 * first.flopsPerStep);
    expect([...(await play()).samples]).toEqual([...first.samples]);
  });

  it('steps one player alone: the other stays where it is', async () => {
    const { training, last } = begin(small, { which: 'raw', field: { size: 5, extent: 3 }, pull: true });
    await training.prepare();
    const before = last();
    await training.step(3, 'discriminator');
    const after = last();
    expect(after.step).toBe(0);
    expect([...after.samples]).toEqual([...before.samples]);
    expect([...after.field!.values]).not.toEqual([...before.field!.values]);
    await training.step(2, 'generator');
    expect(last().step).toBe(2);
    expect([...last().field!.values]).toEqual([...after.field!.values]);
    expect([...last().samples]).not.toEqual([...after.samples]);
  });

  it('takes new rules while it plays, and keeps its weights through a file', async () => {
    const { training, last, snapshots } = begin({ ...small, stopAfter: 20 });
    await training.prepare();
    await training.play();
    await training.configure(1, { loss: 'wasserstein', gradientPenalty: 1, spectralNorm: false }, 'continue');
    while ((await training.slice()) < Infinity);
    expect(last().losses.penalty).toBeGreaterThan(0);
    const file = training.save();
    const samples = [...last().samples];
    await training.reset();
    expect([...last().samples]).not.toEqual(samples);
    await training.load(file);
    expect([...last().samples]).toEqual(samples);
    expect(last().step).toBe(20);
    expect(snapshots().every(({ number }) => number <= 1)).toBe(true);
  });

  it('stops where the losses leave the numbers, and says so', async () => {
    const { training, failures, last } = begin({
      ...small,
      loss: 'least-squares',
      discriminatorRate: 10,
      generatorRate: 10,
    });
    await training.prepare();
    await training.play();
    for (let i = 0; i < 3000 && failures().length === 0; i++) await training.slice();
    if (failures().length > 0) {
      expect(failures()[0]).toMatchObject({ kind: 'diverged' });
      expect(last().samples.every(Number.isFinite)).toBe(true);
    }
  });

  it('draws points on demand, has no likelihood, and says what it expects', async () => {
    const { training } = begin(small);
    await training.prepare();
    const { points, milliseconds } = await asking<'plane-gan'>(training)('sample', {
      count: 50,
      seed: 1,
      which: 'ema',
    });
    expect(points).toHaveLength(100);
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    await expect(training.ask('likelihood', {}, silent)).rejects.toThrow(
      'unknown question: likelihood (expected sample)',
    );
    expect(() => parsePlaneGanSampleSpec({ count: 0, seed: 1, which: 'ema' })).toThrow(
      'count is 0 (expected a whole number from 1 to 20000)',
    );
    expect(() => parsePlaneGanSettings({ loss: 'sad' })).toThrow(/loss is "sad" \(expected non-saturating/);
    expect(() =>
      parsePlaneGanSettings({
        networks: { latent: 2, generator: { width: 10, depth: 1 }, discriminator: { width: 16, depth: 1 } },
      }),
    ).toThrow(/multiple of 8/);
    expect(needsNewPlaneGan(planeGanDefaults, { ...planeGanDefaults, loss: 'hinge' })).toBe(false);
    expect(needsNewPlaneGan(planeGanDefaults, { ...planeGanDefaults, seed: 8 })).toBe(true);
  });
});
