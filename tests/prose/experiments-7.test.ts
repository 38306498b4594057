import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batch, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { mixture } from '../../src/core/data/mixture';
import { normalBatch, random } from '../../src/core/random';
import { ddim, euler, logSnrTimes, rk45, run } from '../../src/core/sampler/index';
import type { SamplerName } from '../../src/core/sampler/index';
import { linear, makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import { type Grid, meanDistance, sampling, stateOf } from '../../src/engine/kinds/plane/sampling';
import * as noiseForgets from '../../components/prose/experiments/noise-forgets';
import * as orderAtFive from '../../components/prose/experiments/order-at-five';
import { race, stepsFor } from '../../components/prose/experiments/shared/race';
import * as timeGrid from '../../components/prose/experiments/time-grid';
import * as whiteData from '../../components/prose/experiments/white-data';
import { measured, odeEntrants, printed } from './race-7';

const text = readFileSync('content/chapters/07-samplers.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['white-data', whiteData, 1],
  ['order-at-five', orderAtFive, 2],
  ['time-grid', timeGrid, 1],
  ['noise-forgets', noiseForgets, 2],
] as const;

describe('experiments of chapter 7', () => {
  it.each(cases)('%s measures what its explanation says', async (experiment, module, answer) => {
    const { answer: found, finding } = await module.run();
    expect(finding).toMatch(/\d/);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(found).toBe(answer);
    expect(choices(experiment).length).toBeGreaterThan(answer);
  });
});

describe('what chapter 7 says', () => {
  const rows = measured();
  const own = odeEntrants.filter(({ grid }) => grid === undefined);
  const root = measured('rootTime', own);
  const of = (label: string, among = rows) => among.find((row) => row.label === label)!;
  const multistep = ['PNDM', 'DEIS', 'DPM-Solver++ (2M)', '3M, as in the libraries', '3M, of order three', 'UniPC'];

  it('prints the tables that the code measures', () => {
    for (const { label, error, energy } of rows) {
      if (error.length > 0) expect(text).toContain(printed(label, error));
      expect(text).toContain(printed(label, energy));
    }
    for (const { label, error } of root) expect(text).toContain(printed(label, error));
  });

  it('the odd rows are as it says', () => {
    const [ddim, euler] = [of('DDIM').error, of('Euler in $t$').error];
    ddim.forEach((error, i) => expect(error).toBeGreaterThan(euler[i]));
    const [libraries, third] = [of('3M, as in the libraries').error, of('3M, of order three').error];
    for (const i of [0, 1, 2]) expect(libraries[i]).toBeLessThan(third[i]);
    expect(libraries[3] / third[3]).toBeLessThan(1.2);
    const heun = of('Heun in $t$').error;
    expect(heun[1]).toBeGreaterThan(heun[0]);
    const [edm, its] = [of('EDM').error, of('EDM on its own grid').error];
    expect(its[0]).toBeLessThan(edm[0]);
    for (const i of [1, 2, 3]) expect(its[i]).toBeGreaterThan(edm[i]);
  });

  it('steps even in the root of t: at least as good at ten for all but 3M, twice for half of them', () => {
    const gain = own.map(({ label }) => [label, of(label).error[1] / of(label, root).error[1]] as const);
    for (const [label, factor] of gain)
      if (label.startsWith('3M')) expect(factor).toBeLessThan(1);
      else expect(factor).toBeGreaterThan(1);
    expect(gain.filter(([, factor]) => factor > 1.95).length).toBeGreaterThanOrEqual(own.length / 2);
    expect(of('Euler in $t$', root).energy[1]).toBeLessThan(0.005);
  });

  it('what the grid and what memory do for DDIM', () => {
    const gain = (row: { readonly error: readonly number[] }) => of('DDIM').error.map((e, i) => e / row.error[i]);
    const cells = (label: string, gains: readonly number[]) =>
      `| ${[label, ...gains.map((g) => (g < 1 ? g.toFixed(1) : g.toPrecision(2)))].join(' | ')} |`;
    const [grid, deis, pndm] = [gain(of('DDIM', root)), gain(of('DEIS')), gain(of('PNDM'))];
    expect(text).toContain(cells('the grid: steps even in √t', grid));
    expect(text).toContain(cells('memory: DEIS, on the same steps', deis));
    expect(text).toContain(cells('memory: PNDM, on the same steps', pndm));
    expect(Math.abs(grid[0] / deis[0] - 1)).toBeLessThan(0.1);
    for (const i of [1, 2, 3]) expect(Math.min(deis[i], pndm[i])).toBeGreaterThan(2 * grid[i]);
  });

  it.each([1 / 16, 4])('on a ring of %f times the size DDIM and Euler change places', (size) => {
    const { weights, means, scales } = eightGaussians().components;
    const centres = batch(
      means.data.map((v) => v * size),
      2,
    );
    const schedule = linear();
    const denoiser = mixture({ weights, means: centres, scales: scales.map((v) => v * size) }).denoiser(schedule);
    const input = { denoiser, schedule, x: normalBatch(300, 2, random(1)) };
    const truth = run(rk45, { ...input, times: [1, 0], relative: 1e-8, absolute: 1e-8 });
    for (const steps of [10, 20]) {
      const times = logSnrTimes(schedule, steps);
      const [first, second] = [ddim, euler].map((sampler) => meanDistance(run(sampler, { ...input, times }), truth));
      expect(first).toBeLessThan(second);
    }
  });

  it('counts evaluations as it says', () => {
    expect(stepsFor('heun', 50)).toBe(25);
    expect(stepsFor('heun', 5)).toBe(3);
    expect(stepsFor('pndm', 20)).toBe(19);
    expect(stepsFor('ddim', 20)).toBe(20);
    expect(() => stepsFor('predictorCorrector', 1)).toThrow(/expected enough for one step/);
  });

  it('multistep at twenty evaluations: three to six times nearer than DDIM, and not told from the data', () => {
    for (const name of multistep) {
      const gain = of('DDIM').error[2] / of(name).error[2];
      expect(gain).toBeGreaterThan(3);
      expect(gain).toBeLessThan(6.5);
      expect(of(name).energy[2]).toBeLessThan(0.005);
    }
    expect(of('DDIM').energy[2]).toBeLessThan(0.005);
  });

  it('the figure’s own races end as the exercises say', () => {
    const spec = scheduleDefaults.linear;
    const denoiser = eightGaussians().denoiser(makeSchedule(spec));
    const ends = (sampler: SamplerName, steps: number, grid: Grid): Batch => {
      const work = sampling(
        { sampler, schedule: spec, grid, steps, least: 0.01, zero: false, count: 400, seed: 7, path: false },
        denoiser,
      );
      for (;;) {
        const next = work.next();
        if (next.done) return stateOf(next.value);
      }
    };
    const truth = ends('lms', 600, 'log-snr');
    const error = (sampler: SamplerName, steps: number, grid: Grid = 'log-snr'): number =>
      meanDistance(ends(sampler, steps, grid), truth);
    expect(error('ddim', 5)).toBeLessThan(error('dpmpp2m', 5));
    expect(error('dpmpp2m', 5)).toBeLessThan(error('dpmpp3m', 5));
    expect(error('dpmpp3m', 50)).toBeLessThan(0.6 * error('dpmpp2m', 50));
    expect(error('ddim', 20, 'uniform')).toBeLessThan(error('dpmpp2m', 20, 'uniform'));
    expect(error('dpmpp2m', 20)).toBeLessThan(error('ddim', 20) / 3);
  });

  it('two hundred sets of the data itself are as far from it as the text says', () => {
    const { energy } = race(linear(), 2000);
    const found = Array.from({ length: 200 }, (_, i) => energy(eightGaussians().sample(2000, random(100 + i))));
    found.sort((a, b) => a - b);
    expect(found[100]).toBeCloseTo(0.0034, 4);
    expect(found[190]).toBeCloseTo(0.008, 4);
    expect(found[199]).toBeCloseTo(0.01, 3);
  }, 240_000);
});
