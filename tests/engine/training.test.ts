import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../src/engine/protocol';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import type { PlaneSettings } from '../../src/engine/kinds/plane/settings';
import { type PlaneWatch, watchNothing } from '../../src/engine/kinds/plane/watch';
import { page } from '../../src/engine/worker/page';
import { planeRun, type PlaneRun } from './runs';

// Node lets one message port starve the timers, which browsers don't.
vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const watching: PlaneWatch = { ...watchNothing, samples: true, interval: 0 };
let training: PlaneRun | null = null;
afterEach(() => {
  training?.dispose();
  page.visible = true;
});

function begin(
  change: Partial<PlaneSettings> = {},
  watch: PlaneWatch = watching,
  without: readonly ('simd' | 'webgl' | 'wasm' | 'cpu')[] = [],
) {
  const reports: Report[] = [];
  training = planeRun('run', parsePlaneSettings({ backend: 'simd', ...change }), watch, {
    report: (r) => reports.push(r),
    without,
  });
  const snapshots = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as PlaneSnapshot] : []));
  const failures = () => reports.flatMap((r) => (r.type === 'failure' ? [r] : []));
  return { training, snapshots, failures, last: (): PlaneSnapshot => snapshots().at(-1)! };
}

async function run(training: PlaneRun, slices: number): Promise<void> {
  await training.play();
  for (let i = 0; i < slices; i++) if ((await training.slice()) === Infinity) return;
}

describe('a training run', () => {
  it('learns eight Gaussians to an energy distance below 0.02, then is done', async () => {
    const { training, last } = begin({ stopAfter: 600 });
    await training.prepare();
    expect(last().status).toBe('ready');
    const untrained = last().energyDistance;
    await run(training, 10_000);
    expect(last().status).toBe('done');
    expect(last().step).toBe(600);
    expect(last().energyDistance).toBeLessThan(0.02);
    expect(untrained).toBeGreaterThan(0.1);
    expect(last().modesCovered).toBe(8);
  });

  it('gives the same samples for the same seed, and others for another', async () => {
    const samples = async (seed: number) => {
      const { training, last } = begin({ seed, stopAfter: 40 });
      await training.prepare();
      await run(training, 1000);
      training.dispose();
      return [...last().samples];
    };
    const first = await samples(3);
    expect(await samples(3)).toEqual(first);
    expect(await samples(4)).not.toEqual(first);
  });

  it('stops at a loss that leaves the numbers, keeps the last good weights, and says which rate did it', async () => {
    const { training, failures, last } = begin({ learningRate: 1000, warmup: 0 });
    await training.prepare();
    await run(training, 2000);
    expect(failures()[0]).toMatchObject({ kind: 'diverged' });
    expect(failures()[0].sentence).toMatch(/The learning rate was 1000: try a smaller one/);
    expect(last().status).toBe('error');
    expect(last().samples.every(Number.isFinite)).toBe(true);
  });

  it('goes on after a divergence once the rate is mended and it is reset', async () => {
    const { training, last } = begin({ learningRate: 1000, warmup: 0 });
    await training.prepare();
    await run(training, 2000);
    await training.configure(1, { learningRate: 4e-3, warmup: 10, stopAfter: 50 }, 'reset');
    await run(training, 2000);
    expect(last()).toMatchObject({ status: 'done', step: 50 });
    expect(last().loss).toBeLessThan(2);
  });

  it('changes the schedule under way without losing the weights', async () => {
    const { training, last } = begin();
    await training.prepare();
    await training.step(100);
    await training.configure(1, { schedule: { kind: 'linear', betaMin: 0.1, betaMax: 20 } }, 'adapt');
    expect(last()).toMatchObject({ step: 100, number: 1 });
    await training.step(200);
    expect(last().step).toBe(300);
    expect(last().energyDistance).toBeLessThan(0.05);
  });

  it('takes exactly the steps asked for', async () => {
    const { training, last } = begin();
    await training.prepare();
    await training.step(1);
    expect(last()).toMatchObject({ step: 1, status: 'paused' });
    await training.step(7);
    expect(last().step).toBe(8);
  });

  it('rests while hidden and goes on when seen', async () => {
    const { training, last } = begin();
    await training.prepare();
    await training.play();
    training.setVisible(false);
    expect(last().status).toBe('resting');
    expect(await training.slice()).toBe(Infinity);
    training.setVisible(true);
    expect(await training.slice()).toBe(0);
    page.visible = false;
    expect(await training.slice()).toBe(Infinity);
  });

  it('keeps to the speed it is given', async () => {
    const { training, last } = begin({ speed: 100 });
    await training.prepare();
    await training.play();
    const end = performance.now() + 500;
    while (performance.now() < end)
      if ((await training.slice()) > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await training.pause();
    // 50 steps are due and 11 may be in hand; without the limit it takes hundreds.
    expect(last().step).toBeLessThanOrEqual(75);
    expect(last().step).toBeGreaterThan(5);
  });

  it('saves a network that another run takes up where it was', async () => {
    const first = begin();
    await first.training.prepare();
    await first.training.step(60);
    const file = first.training.save();
    first.training.dispose();

    const second = begin();
    await second.training.prepare(file);
    expect(second.last().step).toBe(60);
    expect(second.last().samples).toEqual(first.last().samples);
    await expect(second.training.load(file.slice(0, 400))).rejects.toThrow(/cut short/);
    await second.training.step(1);
    expect(second.last().step).toBe(61);
  });

  it('refuses a network of another shape and keeps its own', async () => {
    const wide = begin({ network: { width: 32, depth: 2, prediction: 'v' } });
    await wide.training.prepare();
    const file = wide.training.save();
    wide.training.dispose();
    const { training, last } = begin();
    await training.prepare();
    await training.step(3);
    await expect(training.load(file)).rejects.toThrow(/2 layers of 32 that predict v \(expected 3 layers of 64/);
    await training.step(1);
    expect(last().step).toBe(4);
  });

  it('gives up drawing samples when a message waits', async () => {
    const { training, snapshots, last } = begin({ sampleCount: 4000, sampleSteps: 1000 });
    const preparing = training.prepare();
    const waiting = setInterval(() => training.interrupt(), 5);
    await preparing;
    clearInterval(waiting);
    expect(snapshots()).toHaveLength(1);
    expect(last()).toMatchObject({ status: 'ready', samples: new Float64Array(0) });
  });

  it('shows the denoised guess on the grid asked for', async () => {
    const { training, last } = begin({}, { ...watching, field: { t: 0.5, size: 9, extent: 3 } });
    await training.prepare();
    expect(last().field).toMatchObject({ t: 0.5, size: 9 });
    expect(last().field!.values).toHaveLength(9 * 9 * 2);
    expect(last().field!.values.every(Number.isFinite)).toBe(true);
  });

  it('falls back, with a sentence, when the reader asked for what the browser lacks', async () => {
    const { training, failures, last } = begin({ backend: 'webgl' }, watching, ['webgl']);
    await training.prepare();
    expect(failures()[0]).toMatchObject({ kind: 'unsupported' });
    expect(failures()[0].sentence).toMatch(/lacks what WebGL needs; the SIMD kernel is used instead/);
    expect(last().backend).toBe('simd');
  });
});
