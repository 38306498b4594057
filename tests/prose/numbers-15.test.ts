import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recorded, said } from '../../src/record/index';
import { evaluationsToMatch, rowOf, spreadOf } from '../../src/record/digit-sets';
import { diffusionRow, ganRow, invertedRow, walkRow } from '../../src/record/rivals/reading';
import { pupilRow, pupilSpread, type PupilModel } from '../../src/record/digit-pupil';
import { lead, type Spread } from '../../src/record/spread';
import { wholeCases } from '../../src/record/small-data/reading';

const rivals = recorded('rivals');
const sets = recorded('digit-sets');
const small = recorded('small-data');
const shipped = recorded('shipped');
const trials = recorded('trials');

/** What the text of chapter 15 says around its measurements. Where one fails, the sentence is to be rewritten with it. */
describe('measurements in the text of chapter 15', () => {
  it('both models have as many parameters and took as many operations, to a tenth', () => {
    const { digits: diffusion, 'gan-generator': generator, 'gan-discriminator': discriminator } = shipped;
    expect(Math.abs((generator.parameters + discriminator.parameters) / diffusion.parameters - 1)).toBeLessThan(0.1);
    expect(Math.abs(generator.training.flops / diffusion.training.flops - 1)).toBeLessThan(0.1);
  });

  it('one evaluation is the mean picture: agreement near one, a Fréchet distance ten times that of ten evaluations', () => {
    const [one, ten] = [diffusionRow(rivals, 1), diffusionRow(rivals, 10)];
    expect(one.agreement).toBeGreaterThan(0.99);
    expect(one.frechet / ten.frechet).toBeGreaterThan(10);
    expect(diffusionRow(rivals, 2).frechet).toBeGreaterThan(0.8 * one.frechet);
    expect(diffusionRow(rivals, 3).frechet).toBeLessThan(0.2 * one.frechet);
  });

  it('ten guided evaluations are some tens of times the work of one call', () => {
    const ratio = (20 * rivals.flops.diffusion) / rivals.flops.generator;
    expect(ratio).toBeGreaterThan(20);
    expect(ratio).toBeLessThan(80);
    expect(evaluationsToMatch(sets) ?? 20).toBeGreaterThanOrEqual(3);
  });

  it('at ten evaluations the diffusion model is ahead by the Fréchet distance and behind by whole strokes, both surely', () => {
    const [gan, diffusion] = [rowOf(sets), rowOf(sets, 10)];
    const frechet = lead(spreadOf(diffusion, 'frechet'), spreadOf(gan, 'frechet'));
    const broken = lead(spreadOf(gan, 'brokenAtHalf'), spreadOf(diffusion, 'brokenAtHalf'));
    for (const { by, sure } of [frechet, broken]) expect([by > 0, sure]).toEqual([true, true]);
    // "In broken strokes no number of evaluations is."
    for (const row of sets.rows.filter(({ model }) => model === 'diffusion'))
      expect(spreadOf(row, 'brokenAtHalf').mean).toBeGreaterThan(2 * spreadOf(gan, 'brokenAtHalf').mean);
  });

  it('in one call the GAN is ahead by Fréchet distance and whole strokes, the pupil by recall; asked twice the pupil breaks less than its teacher', () => {
    const data = recorded('digit-pupil');
    const of = (measure: 'frechet' | 'recall' | 'brokenAtHalf' | 'diversity', ...who: readonly [PupilModel, number]) =>
      pupilSpread(pupilRow(data, ...who), measure);
    const surely = (a: Spread, b: Spread) => {
      const { by, sure } = lead(a, b);
      expect([by > 0, sure]).toEqual([true, true]);
    };
    surely(of('frechet', 'gan', 1), of('frechet', 'pupil', 1));
    surely(of('brokenAtHalf', 'gan', 1), of('brokenAtHalf', 'pupil', 1));
    surely(of('recall', 'gan', 1), of('recall', 'pupil', 1));
    surely(of('brokenAtHalf', 'diffusion', 10), of('brokenAtHalf', 'pupil', 1));
    surely(of('brokenAtHalf', 'pupil', 2), of('brokenAtHalf', 'diffusion', 10));
    surely(of('diversity', 'pupil', 2), of('diversity', 'pupil', 1));
    // "Beside the teacher with ten calls": five guided evaluations, less than a unit and a half away.
    expect(Math.abs(of('frechet', 'pupil', 1).mean - of('frechet', 'diffusion', 5).mean)).toBeLessThan(1.5);
    expect(of('frechet', 'diffusion', 1).mean).toBeGreaterThan(10 * of('frechet', 'pupil', 1).mean);
    // Without a teacher, for half of the pupil's operations each, they are far from the others.
    for (const model of ['consistency', 'shortcut'] as const) {
      expect(data.training[model] / data.training.pupil).toBeCloseTo(0.5, 2);
      for (const calls of [1, 2])
        expect(of('frechet', model, calls).mean).toBeGreaterThan(2 * of('frechet', 'pupil', 2).mean);
    }
    // More jumps bring a shortcut model nearer, and four do not bring it near.
    surely(of('frechet', 'shortcut', 4), of('frechet', 'shortcut', 2));
    surely(of('frechet', 'shortcut', 2), of('frechet', 'shortcut', 1));
    expect(of('frechet', 'shortcut', 4).mean).toBeGreaterThan(2 * of('frechet', 'pupil', 2).mean);
    const work = pupilRow(data, 'pupil').flops / pupilRow(data, 'gan').flops;
    expect(work).toBeGreaterThan(1.8);
    expect(work).toBeLessThan(2.2);
  });

  it('shrunk codes buy agreement, or nothing, with diversity', () => {
    const [whole, shrunk] = [ganRow(rivals), ganRow(rivals, 0.6)];
    expect(shrunk.diversity).toBeLessThan(0.95 * whole.diversity);
    expect(shrunk.agreement).toBeGreaterThan(whole.agreement - 0.005);
  });

  it('a hundred steps of DDIM miss less than the search, and mirrored digits are harder for the generator', () => {
    const [plain, mirrored] = [invertedRow(rivals, false), invertedRow(rivals, true)];
    expect(plain.diffusion.at(-1)!.error.mean).toBeLessThan(0.3 * plain.gan.mean);
    expect(mirrored.gan.mean).toBeGreaterThan(1.1 * plain.gan.mean);
    expect(plain.share.mean).toBeGreaterThan(3 * (64 / 784));
    expect(plain.directions.mean).toBeLessThan(20);
    expect(plain.code.mean).toBeGreaterThan(1.2);
    expect(plain.length.mean).toBeLessThan(0.7);
    expect(plain.gan.n).toBe(40);
    expect(walkRow(rivals, 'digits', 'spherical').gan.longest.n).toBe(20);
  });

  it('the straight line does as the arc does, and between digits the diffusion model jumps more', () => {
    const [arc, straight, digits] = [
      walkRow(rivals, 'draws', 'spherical'),
      walkRow(rivals, 'draws', 'linear'),
      walkRow(rivals, 'digits', 'spherical'),
    ];
    for (const between of ['draws', 'digits'] as const)
      for (const side of ['gan', 'diffusion'] as const)
        for (const of of ['longest', 'detour'] as const)
          expect(
            lead(walkRow(rivals, between, 'spherical')[side][of], walkRow(rivals, between, 'linear')[side][of]).sure,
          ).toBe(false);
    expect(straight.gan.longest.n).toBe(20);
    for (const less of [digits.gan, arc.diffusion])
      expect(lead(less.longest, digits.diffusion.longest)).toMatchObject({ sure: true });
    expect(digits.diffusion.longest.mean).toBeGreaterThan(arc.diffusion.longest.mean);
  });

  it('mirrored digits are harder for the equation too, in proportion at least as much', () => {
    const [plain, mirrored] = [invertedRow(rivals, false), invertedRow(rivals, true)];
    const grown = mirrored.gan.mean / plain.gan.mean;
    for (const [k, { error }] of plain.diffusion.entries())
      expect(mirrored.diffusion[k].error.mean / error.mean).toBeGreaterThan(grown);
    const errors = mirrored.diffusion.map(({ error }) => error.mean);
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });

  it('the cases of few digits are those that the text names', () => {
    expect(wholeCases(small).map(({ count }) => count)).toEqual([100, 300, 1000, 9001]);
    expect(small.seeds.length).toBeGreaterThanOrEqual(3);
    // "Some thirty times the budget", and who is ahead there.
    expect(Math.round(shipped.digits.training.flops / small.budget.flops / 10)).toBe(3);
    expect(spreadOf(rowOf(sets, 10), 'frechet').mean).toBeLessThan(spreadOf(rowOf(sets), 'frechet').mean);
    // "For one of the two, a need for training", and "can come out on either side".
    expect(said('small-data', 'short')).toContain('has not finished');
    expect(said('small-data', 'crossing')).toMatch(
      /^Of digits of all classes, the diffusion model is ahead with .*; the GAN is ahead with .*/,
    );
  });

  it('the tuning is as its log has it', () => {
    expect(shipped['gan-generator'].metrics.frechet.toFixed(1)).toBe('5.3');
    const log = readFileSync('src/net/image/gan/shipped.ts', 'utf8').replace(/\s*\n \* ?/g, ' ');
    const { gan, diffusion } = trials.digits;
    const grouped = (n: number) => n.toLocaleString('en-GB');
    for (const part of [
      `${gan.short} trials`,
      `${gan.after.trials} trials of ${grouped(gan.after.pictures)} pictures`,
      `ended at Fréchet ${gan.firstFrechet}`,
      'two or three times as fast',
      `${gan.live.trials} trials of ${grouped(gan.live.pictures)}`,
      `${gan.live.before} trials of 0.37`,
      `some ${diffusion.trials} trials`,
      `of ${grouped(diffusion.leastPictures)} to ${grouped(diffusion.mostPictures)} pictures`,
    ])
      expect(log).toContain(part);
  });

  it('numbers of the derivation', () => {
    // 0.414 sqrt(d) deviations.
    expect((1 - Math.SQRT1_2) / Math.SQRT1_2).toBeCloseTo(0.414, 3);
    const text = readFileSync('content/chapters/15-what-gans-are-still-good-at.mdx', 'utf8');
    const printed = [...text.matchAll(/\$0\.414\\sqrt\{(\d+)\} = ([\d.]+)\$/g)];
    expect(printed).toHaveLength(2);
    for (const [, d, deviations] of printed) expect((0.414 * Math.sqrt(Number(d))).toFixed(1)).toBe(deviations);
  });
});
