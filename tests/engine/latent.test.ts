import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Digits } from '../../src/core/data/digits';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { digitAutoencoder, digitCritic, latentDenoiser } from '../../src/core/image-network/autoencoder';
import { forwardFlops } from '../../src/core/image-network/flops';
import { digitWatchDefaults, type DigitWatch } from '../../src/engine/kinds/digits/settings';
import { parseLatentSettings } from '../../src/engine/kinds/latent/parse';
import { latentPlan, pictureFlops, planned, stepFlops, stretchAt } from '../../src/engine/kinds/latent/plan';
import { latentDefaults, needsNewLatent, type LatentSettings } from '../../src/engine/kinds/latent/settings';
import type { LatentDrawn, LatentSnapshot } from '../../src/engine/kinds/latent/types';
import type { Report } from '../../src/engine/protocol';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { tuningDefaults, tuningFlops } from '../../src/net/image/autoencoder/settings';
import { latentRun, silent } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
const real = realDigits();
/** Forty digits to learn from and twenty held out: the page's own, some of them twice. */
const few = {
  side: 28,
  trainCount: 40,
  images: Uint8Array.from([...real, ...real, ...real].slice(0, 60).flatMap(({ pixels }) => [...pixels])),
  labels: Uint8Array.from([...real, ...real, ...real].slice(0, 60), ({ label }) => label),
} as unknown as Digits;
const small: DigitWatch = { ...digitWatchDefaults, interval: 0, samplesEvery: 1e9, shown: 10, judged: 10 };
const cheap: Partial<LatentSettings> = { backend: 'simd', latent: 8, budget: 0.008e12, evaluations: 2 };
const open: { dispose(): void }[] = [];
beforeAll(servePublic);
afterEach(() => open.splice(0).forEach((run) => run.dispose()));
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

function begin(change: Partial<LatentSettings> = {}, watch: DigitWatch = small) {
  const reports: Report[] = [];
  const settings = { ...latentDefaults, ...cheap, ...change };
  const host = { report: (r: Report) => void reports.push(r), without: [] };
  const run = latentRun('latent', settings, watch, host, [networks, () => Promise.resolve(few)]);
  open.push(run);
  const snapshots = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as LatentSnapshot] : []));
  return {
    run,
    plan: latentPlan(settings, 40),
    snapshots,
    last: () => snapshots().at(-1)!,
    look: () => snapshots().findLast(({ look }) => look !== null)!,
  };
}

describe('what a run in a space of codes costs', () => {
  it('counts each phase as what it computes', () => {
    const flops = stepFlops(32);
    const { encoder, decoder } = digitAutoencoder(32);
    expect(flops.autoencoder).toBe(32 * 3 * (forwardFlops(encoder) + forwardFlops(decoder)));
    expect(flops.codes).toBe(32 * forwardFlops(encoder));
    const tuning = { ...tuningDefaults, networks: digitAutoencoder(32), critic: digitCritic, seed: 1, batchSize: 32 };
    expect(flops.tuning).toBe(tuningFlops(tuning));
    expect(flops.diffusion).toBe(64 * 3 * forwardFlops(latentDenoiser(32)));
    expect(pictureFlops(32, { evaluations: 10, guidance: 1 })).toBe(
      20 * forwardFlops(latentDenoiser(32)) + forwardFlops(decoder),
    );
    expect(pictureFlops(32, { evaluations: 10, guidance: 0 })).toBe(
      10 * forwardFlops(latentDenoiser(32)) + forwardFlops(decoder),
    );
  });

  it.each([
    ['as by default', {}],
    ['without the tuning', { tuned: false }],
    ['in a small space', { latent: 2, budget: 2e12 }],
  ] as const)('spends its budget and no more: %s', (_, change) => {
    const settings = { ...latentDefaults, ...change };
    const plan = latentPlan(settings);
    const { flops } = planned(plan, plan.at(-1)!.to);
    expect(flops).toBeLessThanOrEqual(settings.budget);
    expect(flops).toBeGreaterThan(0.99 * settings.budget);
    plan.slice(1).forEach(({ from }, i) => expect(from).toBe(plan[i].to));
    expect(plan.map(({ phase }) => phase)).toEqual(
      settings.tuned ? ['autoencoder', 'codes', 'tuning', 'diffusion'] : ['autoencoder', 'codes', 'diffusion'],
    );
    expect(stretchAt(plan, 1e9).phase).toBe('diffusion');
  });
});

describe('a run in a space of codes', () => {
  it('learns one thing after the other, spends what is planned, and gives the same pictures for the same seed', async () => {
    const play = async () => {
      const began = begin();
      const { run, plan, last } = began;
      const race = { group: 'alone', by: 'flops', budget: planned(plan, plan.at(-1)!.to).flops } as const;
      await run.configure(1, { race }, 'continue');
      expect(last()).toMatchObject({ status: 'ready', step: 0, phase: 'autoencoder', done: 0, backend: 'simd' });
      await run.play();
      while ((await run.slice()) < Infinity);
      return began;
    };
    const { plan, last, look, snapshots } = await play();
    const { to } = plan.at(-1)!;
    expect(last()).toMatchObject({ status: 'done', step: to, phase: 'diffusion', done: 1 });
    expect(last().spent.flops / planned(plan, to).flops).toBeCloseTo(1, 6);
    expect(last().images).toBe(planned(plan, to).images);
    expect(snapshots().map(({ phase }) => phase)).toContain('autoencoder');
    const { losses, parameters } = last();
    expect(losses.distortion).toBeGreaterThan(0);
    expect(losses.rate).toBeGreaterThan(0);
    expect(losses.diffusion).toBeGreaterThan(0);
    expect(parameters.denoiser).toBeGreaterThan(100_000);
    const first = look();
    expect(first.look).toMatchObject({ by: 'diffusion', judged: 10 });
    expect(first.look!.pictures).toHaveLength(7840);
    expect(first.reconstructions!.originals.subarray(784, 1568)).toEqual(real.find(({ label }) => label === 1)!.pixels);
    expect((await play()).look().look!.pictures).toEqual(first.look!.pictures);
  });

  it('learns to bring digits back', async () => {
    const { run, look } = begin({
      budget: 0.06e12,
      split: { autoencoder: 1, tuning: 0, diffusion: 0.01 },
      tuned: false,
    });
    await run.prepare();
    const before = look().reconstructions!.distortion;
    await run.step(24);
    expect(look().look!.by).toBe('prior');
    // The mean picture alone leaves 1: these few digits come back better.
    expect(look().reconstructions!.distortion).toBeLessThan(Math.min(0.6, 0.7 * before));
  });

  it.each([0, 1, 2, 3])(
    'is kept in a file in phase %i and goes on from there as if it had not stopped',
    async (which) => {
      const { run, plan, last, look } = begin();
      await run.prepare();
      const at = which === 1 ? plan[1].from + 1 : Math.floor((plan[which].from + plan[which].to) / 2);
      await run.step(at);
      const { phase } = last();
      expect(phase).toBe(plan[which].phase);
      const pictures = look().look!.pictures;
      const file = run.save();
      await run.step(plan.at(-1)!.to - at);
      const end = look().look!.pictures;
      await run.load(file);
      expect(last()).toMatchObject({ step: at, phase });
      expect(last().spent.flops / planned(plan, at).flops).toBeCloseTo(1, 6);
      expect(look().look!.pictures).toEqual(pictures);
      await run.step(plan.at(-1)!.to - at);
      expect(look().look!.pictures).toEqual(end);
    },
  );

  it('answers with pictures of the classes asked for, row by row the same', async () => {
    const { run, plan } = begin();
    await run.prepare();
    await run.step(plan.at(-1)!.to);
    const ask = (spec: object) => run.ask('draw', spec, silent) as Promise<LatentDrawn>;
    const all = await ask({ labels: [1, 2, 3], seed: 4, guidance: 1, evaluations: 2, judge: true });
    const one = await ask({ labels: [3], rows: [2], seed: 4, guidance: 1, evaluations: 2 });
    expect([all.x.length, all.codes.length, all.judgement!.classes.length]).toEqual([3 * 784, 24, 3]);
    one.codes.forEach((v, i) => expect(Math.abs(v - all.codes[16 + i])).toBeLessThan(1e-4));
    await expect(ask({ labels: [], seed: 1 })).rejects.toThrow('number of pictures is 0');
    await expect(ask({ labels: [1], seed: 1, evaluations: 0 })).rejects.toThrow('evaluations is 0');
    await expect(ask({ labels: [1], seed: 1, rows: [1, 2] })).rejects.toThrow('2 rows (expected 1, one a label)');
  });

  it('refuses files of other networks and of other plans', async () => {
    const { run } = begin();
    await run.prepare();
    const file = run.save();
    const load = async (change: Partial<LatentSettings>) => {
      const other = begin(change);
      await other.run.prepare();
      await other.run.load(file);
    };
    await expect(load({ latent: 16 })).rejects.toThrow('codes have 8 numbers (expected 16)');
    await expect(load({ budget: 0.02e12 })).rejects.toThrow('shared out otherwise');
    await expect(load({ seed: 5 })).resolves.toBeUndefined();
  });
});

describe('its settings', () => {
  it('have defaults, and say what they expect', () => {
    expect(parseLatentSettings({})).toEqual(latentDefaults);
    expect(() => parseLatentSettings({ latent: 7 })).toThrow('a code of 7 numbers (expected 2, 8, 16, 32, 64)');
    expect(() => parseLatentSettings({ budget: 1 })).toThrow('budget is 1 (expected');
    expect(() => parseLatentSettings({ split: { autoencoder: 0, tuning: 0.5, diffusion: 0.5 } })).toThrow(
      'shares of 0 and 0.5 for the autoencoder and the diffusion (expected above 0)',
    );
  });

  it('need new networks where anything that is trained changes', () => {
    const changed = (change: Partial<LatentSettings>) =>
      needsNewLatent(latentDefaults, { ...latentDefaults, ...change });
    const anew: Partial<LatentSettings>[] = [
      { latent: 8 },
      { drawn: false },
      { klWeight: 1 },
      { tuned: false },
      { budget: 1e12 },
      { split: { ...latentDefaults.split, tuning: 0.3 } },
      { seed: 2 },
    ];
    expect(anew.map(changed)).toEqual(anew.map(() => true));
    expect(changed({ guidance: 2, evaluations: 5, sampleSeed: 9, stopAfter: 4 })).toBe(false);
  });
});
