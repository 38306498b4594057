import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import {
  type DigitData,
  type DigitSettings,
  type DigitWatch,
  digitDefaults,
  digitWatchDefaults,
} from '../../src/engine/kinds/digits/settings';
import { parseDigitSettings } from '../../src/engine/kinds/digits/parse';
import type { DigitSnapshot } from '../../src/engine/kinds/digits/types';
import type { Report } from '../../src/engine/protocol';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { soonest } from '../../src/engine/kinds/digits/worker/start';
import { digitRun, type DigitRun } from './runs';
import { ImageTrainer } from '../../src/net/image/trainer';
import { page } from '../../src/engine/worker/page';
import { planeRun } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
const small: DigitWatch = { ...digitWatchDefaults, interval: 0, shown: 10, judged: 0 };
let run: DigitRun | null = null;
beforeAll(servePublic);
afterEach(() => {
  run?.dispose();
  page.visible = true;
});
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

function begin(change: Partial<DigitSettings> = {}, watch: DigitWatch = small) {
  const reports: Report[] = [];
  run = digitRun(
    'run',
    { ...digitDefaults, backend: 'simd', size: 'small', data: twenty, ...change },
    watch,
    { report: (r) => reports.push(r), without: [] },
    networks,
  );
  const snapshots = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as DigitSnapshot] : []));
  const failures = () => reports.flatMap((r) => (r.type === 'failure' ? [r] : []));
  return {
    run,
    snapshots,
    failures,
    last: () => snapshots().at(-1)!,
    looks: () => snapshots().flatMap(({ look }) => (look ? [look] : [])),
  };
}

async function trained(run: DigitRun, slices = 100_000): Promise<void> {
  await run.play();
  for (let i = 0; i < slices; i++) if ((await run.slice()) === Infinity) return;
}

const twenty: DigitData = {
  kind: 'own',
  name: 'twenty',
  labels: Uint8Array.from(realDigits(), ({ label }) => label),
  images: Uint8Array.from(realDigits().flatMap(({ pixels }) => [...pixels])),
};

describe('a run on digits', () => {
  it('lowers the loss at every third of the noise levels, shows other samples, and is done', async () => {
    const { run, last, looks } = begin({ stopAfter: 120, data: { kind: 'mnist' } });
    await run.prepare();
    expect(last()).toMatchObject({ status: 'ready', step: 0, images: 0, size: 'small', backend: 'simd' });
    await trained(run);
    expect(last()).toMatchObject({ status: 'done', step: 120, images: 120 * 16 });
    expect(last().imagesPerSecond).toBeGreaterThan(10);
    const third = (k: number) =>
      last()
        .lossByLevel.slice(5 * k, 5 * k + 5)
        .reduce((sum, v) => sum + v / 5, 0);
    for (const k of [0, 1, 2]) expect(third(k)).toBeLessThan(1);
    expect(looks()[0].pictures).toHaveLength(10 * 784);
    expect(looks().at(-1)!.pictures).not.toEqual(looks()[0].pictures);
    expect(looks().at(-1)).toMatchObject({ images: 1920, judged: 0 });
    expect(looks().at(-1)!.trained).toBeGreaterThan(0);
  });

  it('the judge takes none of noise and most of the shipped network’s samples', async () => {
    const fresh = begin({}, { ...small, judged: 20 });
    await fresh.run.prepare();
    expect(fresh.looks()[0].judged).toBeGreaterThanOrEqual(10);
    expect(fresh.looks()[0].agreed / fresh.looks()[0].judged).toBeLessThan(0.4);
    fresh.run.dispose();
    const shipped = begin({ size: 'shipped' }, { ...small, judged: 20 });
    await shipped.run.prepare();
    const [look] = shipped.looks();
    expect(look.agreed / look.judged).toBeGreaterThan(0.85);
    expect(shipped.last().images).toBeGreaterThan(100_000);
    await shipped.run.step(1);
    expect(shipped.snapshots().at(-2)!.loss).toBeLessThan(0.4);
  });

  it('gives the same samples for the same seed whatever the slices were', async () => {
    const one = begin({ stopAfter: 12 });
    await one.run.prepare();
    await trained(one.run);
    const two = begin();
    await two.run.prepare();
    await two.run.step(12);
    const difference = one
      .looks()
      .at(-1)!
      .pictures.map((v, i) => Math.abs(v - two.looks().at(-1)!.pictures[i]));
    expect(Math.max(...difference)).toBeLessThanOrEqual(2);
    one.run.dispose();
  });

  it('stops at a loss that leaves the numbers and keeps the last good weights', async () => {
    const { run, failures, last, looks } = begin();
    await run.prepare();
    await run.step(4);
    const good = looks().at(-1)!.pictures;
    const slice = vi
      .spyOn(ImageTrainer.prototype, 'slice')
      .mockReturnValue({ stepped: false, loss: NaN, broken: true });
    await trained(run, 3);
    slice.mockRestore();
    expect(failures()).toMatchObject([
      { kind: 'diverged', sentence: expect.stringMatching(/at step 4.*weights of step 4 are kept/) as string },
    ]);
    expect(last()).toMatchObject({ status: 'error', step: 4 });
    await run.play();
    await run.pause();
    expect(looks().at(-1)!.pictures).toEqual(good);
  });

  it('rests while hidden, and goes on when seen', async () => {
    const { run, last } = begin();
    await run.prepare();
    await run.play();
    run.setVisible(false);
    expect(last().status).toBe('resting');
    expect(await run.slice()).toBe(Infinity);
    run.setVisible(true);
    expect(await run.slice()).toBe(0);
    page.visible = false;
    expect(await run.slice()).toBe(Infinity);
  });

  it('says that it is paused before it draws pictures', async () => {
    const { run, snapshots } = begin();
    await run.prepare();
    await run.play();
    for (let i = 0; i < 5; i++) await run.slice();
    const before = snapshots().length;
    await run.pause();
    expect(snapshots()[before].checkpoint).toBeInstanceOf(Uint8Array);
    expect(
      snapshots()
        .slice(before)
        .map(({ status, look }) => [status, look !== null]),
    ).toEqual([
      ['paused', false],
      ['paused', true],
    ]);
  });

  it('gives up drawing when a message waits', async () => {
    const { run, last } = begin({ evaluations: 200 });
    const preparing = run.prepare();
    const waiting = setInterval(() => run.interrupt(), 3);
    await preparing;
    clearInterval(waiting);
    expect(last()).toMatchObject({ status: 'ready', look: null });
  });

  it('saves a network that another run takes up where it was, whatever size it was set to', async () => {
    const first = begin();
    await first.run.prepare();
    await first.run.step(9);
    const file = first.run.save();
    first.run.dispose();
    const second = begin({ size: 'medium' });
    await second.run.prepare(file);
    expect(second.last()).toMatchObject({ step: 9, images: 144, size: 'small' });
    expect(second.looks().at(-1)!.pictures).toEqual(first.looks().at(-1)!.pictures);
    await second.run.step(1);
    expect(second.last().step).toBe(10);
    await expect(second.run.load(file.slice(0, 4000))).rejects.toThrow(/cut short/);
  });

  it('refuses a network on points, and keeps its own; and the other way round', async () => {
    const points = planeRun('points', parsePlaneSettings({ backend: 'simd' }), watchNothing, {
      report: () => {},
      without: [],
    });
    await points.prepare();
    const { run, last } = begin();
    await run.prepare();
    await run.step(2);
    await expect(run.load(points.save())).rejects.toThrow('expected one trained on digits');
    await expect(points.load(run.save())).rejects.toThrow('expected one trained on a 2-D shape');
    await run.step(1);
    expect(last().step).toBe(3);
    points.dispose();
  });

  it('learns the reader’s own pictures, and MNIST again', async () => {
    const { run, last, snapshots } = begin({ data: twenty });
    await run.prepare();
    await run.step(3);
    await run.configure(1, { data: { kind: 'mnist' } }, 'continue');
    await run.step(1);
    expect(last()).toMatchObject({ step: 4, number: 1 });
    expect(snapshots().filter(({ loss }) => loss > 0)).toHaveLength(2);
  });

  it('says so where the digits cannot be fetched, and tries again when asked to play', async () => {
    vi.resetModules();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    const { digitRun } = await import('./runs');
    const reports: Report[] = [];
    const run = digitRun(
      'run',
      { backend: 'simd', size: 'small' },
      small,
      { report: (r) => reports.push(r), without: [] },
      networks,
    );
    await run.prepare();
    expect(reports).toMatchObject([
      {
        type: 'failure',
        kind: 'unreachable',
        sentence: expect.stringMatching(/could not be fetched: no connection/) as string,
      },
    ]);
    servePublic();
    await run.play();
    expect(await run.slice()).toBe(0);
    run.dispose();
  });

  it('trains without a judge that cannot be fetched, and says so once', async () => {
    const broken = { ...networks, judge: async () => Promise.reject(new Error('The weights are missing.')) };
    const reports: Report[] = [];
    run = digitRun(
      'run',
      { backend: 'simd', size: 'small', data: twenty },
      { ...small, judged: 10 },
      { report: (r) => reports.push(r), without: [] },
      broken,
    );
    await run.prepare();
    await run.step(1);
    expect(reports.filter(({ type }) => type === 'failure')).toMatchObject([
      { sentence: 'The weights are missing. Training goes on without it.' },
    ]);
  });
});

describe('the size of the network', () => {
  it('is the largest that is recognisable soon, else the one that gets there first', () => {
    expect(soonest({ small: 0.3, medium: 0.7, large: 1.2 })).toBe('large');
    expect(soonest({ small: 0.8, medium: 2, large: 6 })).toBe('medium');
    expect(soonest({ small: 5, medium: 20, large: 40 })).toBe('small');
    expect(soonest({ small: 12, medium: 20, large: 40 })).toBe('medium');
  });

  it('is measured where it is left open', async () => {
    const { run, last } = begin({ size: 'auto', data: twenty });
    await run.prepare();
    expect(['small', 'medium', 'large']).toContain(last().size);
  });
});

describe('digit settings', () => {
  it.each([
    [{ batchSize: 0 }, 'batchSize is 0 (expected a whole number from 1 to 256)'],
    [{ size: 'huge' }, 'size is "huge" (expected auto, small, medium, large, shipped)'],
    [
      { data: { kind: 'own', name: 'few', images: new Uint8Array(784), labels: new Uint8Array(1) } },
      '1 pictures to learn (expected 10 to 70000)',
    ],
    [{ data: { ...twenty, labels: new Uint8Array(20).fill(11) } }, 'class 11 (expected 0 to 9, or 10 for none)'],
    [{ data: { kind: 'web' } }, 'unknown data'],
  ])('%o is refused', (change, sentence) => {
    expect(() => parseDigitSettings(change)).toThrow(sentence);
  });
});
