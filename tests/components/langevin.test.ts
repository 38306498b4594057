import fc from 'fast-check';
import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { createDerived } from '../../components/figure/kit/derived';
import { summary, walkReadout } from '../../components/figure/Langevin/labels';
import { built, shown } from '../../components/figure/Langevin/shown';
import {
  crossings,
  langevinSchema,
  modesOf,
  moveShown,
  noise,
  schedule,
  shares,
  startPoints,
  targets,
  walkers,
  walkKey,
  type LangevinSettings,
} from '../../components/figure/Langevin/state';
import { createWalk, levelOf, points, sigmaAt, timeOfLevel, walked } from '../../components/figure/Langevin/walk';
import { follow, type Walked } from '../../components/figure/Langevin/walks';
import { decode, encode } from '../../components/figure/link';
import { batch } from '../../src/core/batch';
import { random } from '../../src/core/random';
import { samplers } from '../../src/core/sampler/index';

const start: LangevinSettings = langevinSchema.defaults;
const weightsAtEnd = (method: 'plain' | 'annealed', change: Partial<LangevinSettings> = {}) =>
  walked(method, { ...start, ...change }).marks.at(-1) ?? { shares: [], energyDistance: NaN, move: 0 };

describe('the walks', () => {
  it.each([1, 2, 3])('find the weights annealed and not unadjusted, with seed %i', (seed) => {
    const annealed = weightsAtEnd('annealed', { seed });
    const plain = weightsAtEnd('plain', { seed });
    expect(annealed.shares[0]).toBeGreaterThan(0.13);
    expect(annealed.shares[0]).toBeLessThan(0.27);
    expect(annealed.energyDistance).toBeLessThan(0.03);
    // All over the square, about as many begin near one mode as near the other: and there they stay.
    expect(plain.shares[0]).toBeGreaterThan(0.4);
    expect(plain.energyDistance).toBeGreaterThan(0.3);
  });

  it('find three weights annealed, wherever they set out', () => {
    for (const from of ['square', 'mode'] as const) {
      const { shares: found } = weightsAtEnd('annealed', { target: 'three', start: from });
      found.forEach((share, k) => expect(Math.abs(share - targets.three.components.weights[k])).toBeLessThan(0.07));
    }
  });

  it('never leave their mode unadjusted', () => {
    const walk = walked('plain', { ...start, start: 'mode' });
    const target = targets[start.target];
    const from = modesOf(startPoints({ ...start, start: 'mode' }), target);
    expect(crossings(from, modesOf(points(walk.at(start.moves)), target))).toBe(0);
    expect(
      crossings(from, modesOf(points(walked('annealed', { ...start, start: 'mode' }).at(start.moves)), target)),
    ).toBeGreaterThan(0.6 * walkers);
  });

  it('are those of the sampler in the registry, number for number', () => {
    const settings = { ...start, moves: 60, levels: 6 };
    const walk = walked('annealed', settings);
    const sampler = samplers.annealedLangevin;
    // The registry's sampler moves after it has gone on to a level: one that is never used comes before the first.
    const times = [1, ...Array.from({ length: 6 }, (_, i) => timeOfLevel(i, 6) - (i === 0 ? 1e-9 : 0))];
    let last = batch([], 2);
    for (const { x } of sampler.sampler({
      denoiser: targets.two.denoiser(schedule),
      schedule,
      times,
      x: startPoints(settings),
      random: random(settings.seed).split('walk'),
      moves: 10,
      step: settings.step,
    }))
      last = x;
    const ours = walk.at(60);
    last.data.forEach((value, i) => expect(Math.abs(value - ours[i])).toBeLessThan(1e-5));
  });

  it('go down the noise by equal ratios, each level with its share of the moves', () => {
    const settings = { moves: 600, levels: 12 };
    expect([1, 50, 51, 600].map((move) => levelOf(move, settings))).toEqual([0, 0, 1, 11]);
    expect(sigmaAt('annealed', 1, settings)).toBeCloseTo(noise.most, 10);
    expect(sigmaAt('annealed', 600, settings)).toBeCloseTo(noise.least, 10);
    expect(sigmaAt('annealed', 60, settings) / sigmaAt('annealed', 110, settings)).toBeCloseTo(
      (noise.most / noise.least) ** (1 / 11),
      8,
    );
    expect(sigmaAt('plain', 300, settings)).toBe(noise.least);
    expect(timeOfLevel(0, 1)).toBe(0);
  });

  it('spread too far when the step is large: the bias of no rejection', () => {
    const spread = (step: number) => {
      const { data } = points(walked('plain', { ...start, start: 'mode', step }).at(start.moves));
      const xs = data.filter((_, i) => i % 2 === 0);
      const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
      return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length;
    };
    // The variance of x <- (1 - step) x + sqrt(2 step v) z is v / (1 - step / 2).
    expect(spread(0.5) / spread(0.02)).toBeGreaterThan(1.1);
    expect(spread(0.5) / spread(0.02)).toBeLessThan(1.7);
  });
});

describe('the figure', () => {
  it('counts', () => {
    const target = targets.two;
    const near = modesOf(batch([-2, -1, 2, 1, 2.2, 1.5, -3, 0], 2), target);
    expect([...near]).toEqual([0, 1, 1, 0]);
    expect(shares(near, 2)).toEqual([0.5, 0.5]);
    expect(crossings(near, Uint8Array.from([0, 0, 1, 1]))).toBe(2);
  });

  it('computes move by move, leaves off for others, and gives what it gives in one go', async () => {
    const settings = { ...start, moves: 100 };
    const asked = signal<LangevinSettings>(start);
    const made: number[] = [];
    const walks = createDerived<Walked>({
      first: { walks: null },
      known: null,
      key: () => walkKey(asked.value),
      run: (task) => follow(asked.peek(), task),
    });
    const stop = walks.follow();
    expect(walks.shown.value.walks).toMatchObject({ key: walkKey(start), done: false });
    const unsubscribe = walks.shown.subscribe(({ walks: now }) => {
      if (now?.key === walkKey(settings)) made.push(now.made);
    });
    asked.value = settings;
    await vi.waitFor(() => expect(walks.running.value).toBe(false), { timeout: 20_000 });
    unsubscribe();
    stop();
    expect(walks.shown.value.walks).toMatchObject({ key: walkKey(settings), made: 100, done: true });
    expect(new Set(made).size).toBeGreaterThan(5);
    expect(walks.shown.value.walks?.of.annealed.at(100)).toEqual(walked('annealed', settings).at(100));
  });

  it('shows the walks of build time until its own are made, and then the same', () => {
    const settings = { ...start, moves: 80, at: 0.75 };
    const from = built(settings);
    const first = shown(settings, null, from);
    expect(first?.move).toBe(60);
    const of = { plain: createWalk('plain', settings), annealed: createWalk('annealed', settings) };
    const partly = { key: walkKey(settings), of, made: 0, done: false };
    expect(shown(settings, partly, from)?.move).toBe(60);
    for (const walk of [of.plain, of.annealed]) while (walk.advance());
    const own = shown(settings, { ...partly, made: 80, done: true }, from);
    expect(own?.of.annealed.at).toEqual(first?.of.annealed.at);
    expect(own?.of.plain.trail).toEqual(first?.of.plain.trail);
    expect(own?.of.plain.crossed).toBe(first?.of.plain.crossed);
    expect(walkReadout('annealed', settings, own!)).toBe(walkReadout('annealed', settings, first!));
    expect(shown({ ...settings, step: 0.2 }, null, from)).toBeNull();
    expect(shown({ ...settings, at: 1 }, { ...partly, made: 80 }, from)?.move).toBe(80);
    expect(summary(settings, own)).toMatch(
      /^After 60 of 80 moves; the modes weigh A 20\s%, B 80\s%\. Unadjusted Langevin: A \d+\s%/,
    );
  });

  it('goes through a link and back, and comes out usable whatever comes in', () => {
    const s: LangevinSettings = {
      ...start,
      target: 'three',
      start: 'mode',
      step: 0.3,
      moves: 900,
      levels: 3,
      at: 0.25,
    };
    expect(langevinSchema.parse(decode(encode(langevinSchema.encode(s))).values).settings).toEqual(s);
    expect(langevinSchema.parse({ moves: 1e9, levels: 0, start: 'moon' }).problems).toHaveLength(3);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { settings } = langevinSchema.parse(value);
        expect(moveShown(settings)).toBeLessThanOrEqual(settings.moves);
      }),
    );
  });
});
