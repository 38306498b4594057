import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { ganParameterCount, ganTrainingFlops, liveGan } from '../../src/core/image-network/gan';
import { type DigitGanSettings, digitGanDefaults } from '../../src/engine/kinds/digits-gan/settings';
import { parseDigitGanSettings } from '../../src/engine/kinds/digits-gan/parse';
import {
  type DigitData,
  type DigitWatch,
  dataName,
  digitDefaults,
  digitWatchDefaults,
} from '../../src/engine/kinds/digits/settings';
import { parseDigitSettings } from '../../src/engine/kinds/digits/parse';
import type { Report, RunFacts } from '../../src/engine/protocol';
import type { DigitGanSnapshot } from '../../src/engine/kinds/digits-gan/types';
import type { DigitSnapshot } from '../../src/engine/kinds/digits/types';
import { digitGanRun, silent } from './runs';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { digitRun } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
const small: DigitWatch = { ...digitWatchDefaults, interval: 0, shown: 10, judged: 0 };
const twenty: DigitData = {
  kind: 'own',
  name: 'twenty',
  labels: Uint8Array.from(realDigits(), ({ label }) => label),
  images: Uint8Array.from(realDigits().flatMap(({ pixels }) => [...pixels])),
};
const open: { dispose(): void }[] = [];
beforeAll(servePublic);
afterEach(() => open.splice(0).forEach((run) => run.dispose()));
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

function begin(change: Partial<DigitGanSettings> = {}, watch: DigitWatch = small) {
  const reports: Report[] = [];
  const run = digitGanRun(
    'game',
    { ...digitGanDefaults, backend: 'simd', batchSize: 4, data: twenty, ...change },
    watch,
    { report: (r) => reports.push(r), without: [] },
    networks,
  );
  open.push(run);
  const snapshots = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as DigitGanSnapshot] : []));
  return {
    run,
    snapshots,
    last: () => snapshots().at(-1)!,
    looks: () => snapshots().flatMap(({ look }) => (look ? [look] : [])),
  };
}

describe('a game on digits as a run', () => {
  it('plays to its end in slices, counts what it spends, and shows the same pictures for the same seed', async () => {
    const play = async () => {
      const { run, last, looks } = begin({ stopAfter: 6 });
      await run.prepare();
      expect(last()).toMatchObject({ status: 'ready', step: 0, images: 0, backend: 'simd' });
      await run.play();
      while ((await run.slice()) < Infinity);
      return { last: last(), look: looks().at(-1)! };
    };
    const { last, look } = await play();
    expect(last).toMatchObject({ status: 'done', step: 6, images: 24 });
    expect(last.spent.examples).toBeCloseTo(24, 6);
    expect(last.spent.flops / (6 * 4 * ganTrainingFlops(liveGan))).toBeCloseTo(1, 6);
    expect(last.parameters.generator + last.parameters.discriminator).toBe(ganParameterCount(liveGan));
    expect(last.losses.discriminator).toBeGreaterThan(0);
    expect(look.pictures).toHaveLength(10 * 784);
    expect(look.images).toBe(24);
    expect((await play()).look.pictures).toEqual(look.pictures);
  });

  it('is kept in a file, changes its rules, and answers with pictures of the classes asked for', async () => {
    const { run, last, looks } = begin();
    await run.prepare();
    await run.step(3);
    await run.configure(1, { loss: 'hinge', generatorRate: 1e-3 }, 'continue');
    await run.step(1);
    const pictures = looks().at(-1)!.pictures;
    const file = run.save();
    await run.reset();
    expect(looks().at(-1)!.pictures).not.toEqual(pictures);
    await run.load(file);
    expect(last().step).toBe(4);
    expect(looks().at(-1)!.pictures).toEqual(pictures);
    const { x, judgement } = (await run.ask('generate', { labels: [3, 4], seed: 1, judge: true }, silent)) as {
      x: Float32Array;
      judgement: { classes: ArrayLike<number> };
    };
    expect(x).toHaveLength(2 * 784);
    expect(judgement.classes).toHaveLength(2);
    await expect(run.ask('likelihood', {}, silent)).rejects.toThrow('unknown question: likelihood (expected generate)');
  });

  it('says what it expects', () => {
    expect(() => parseDigitGanSettings({ loss: 'sad' })).toThrow(/loss is "sad"/);
    expect(() => parseDigitGanSettings({ batchSize: 0 })).toThrow(
      'batchSize is 0 (expected a whole number from 1 to 256)',
    );
    expect(() => parseDigitGanSettings({ data: { kind: 'mnist', only: 12 } })).toThrow(
      'data only is 12 (expected a whole number from 0 to 9)',
    );
    expect(() => parseDigitSettings({ data: { kind: 'mnist', count: 3 } })).toThrow(
      'data count is 3 (expected a whole number from 10',
    );
    expect(dataName(parseDigitSettings({ data: { kind: 'mnist', count: 100, only: 7 } }).data)).toBe(
      'MNIST, 100 digits, class 7 alone',
    );
  });
});

describe('a diffusion model and a game on digits', () => {
  it('race over the same few digits: equal in examples to within one step', async () => {
    const reports: Report[] = [];
    const context = { report: (r: Report) => void reports.push(r), without: [] };
    const race = { group: 'digits', by: 'examples', budget: 48, marks: 3 } as const;
    const data = { kind: 'mnist', count: 20, only: 3 } as const;
    const diffusion = digitRun(
      'diffusion',
      { ...digitDefaults, backend: 'simd', size: 'small', batchSize: 8, data, race },
      { ...small, samplesEvery: 1e9 },
      context,
      networks,
    );
    const gan = digitGanRun(
      'gan',
      { ...digitGanDefaults, backend: 'simd', batchSize: 4, data, race },
      { ...small, samplesEvery: 1e9 },
      context,
      networks,
    );
    open.push(diffusion, gan);
    for (const run of [diffusion, gan]) {
      await run.prepare();
      await run.play();
    }
    const rests = [0, 0];
    while (rests.some((rest) => rest < Infinity)) {
      for (const [i, run] of [diffusion, gan].entries()) if (rests[i] < Infinity) rests[i] = await run.slice();
      if (rests.every((rest) => rest < Infinity))
        expect(Math.abs(diffusion.spending.spent.examples - gan.spending.spent.examples)).toBeLessThanOrEqual(8 + 1e-6);
    }
    const of = (name: string) =>
      reports.flatMap((r) =>
        r.type === 'snapshot' && r.snapshot.run === name
          ? [r.snapshot as RunFacts & (DigitSnapshot | DigitGanSnapshot)]
          : [],
      );
    for (const [name, batch] of [
      ['diffusion', 8],
      ['gan', 4],
    ] as const) {
      const last = of(name).at(-1)!;
      expect(last.status).toBe('done');
      expect(last.spent.examples).toBeLessThanOrEqual(48 + 1e-6);
      expect(48 - last.spent.examples).toBeLessThan(batch + 1e-6);
      // A look at every mark, as well as at the beginning.
      expect(
        of(name)
          .filter(({ look, mark }) => look && mark)
          .map(({ mark }) => mark),
      ).toEqual([1, 2, 3]);
    }
  });
});
