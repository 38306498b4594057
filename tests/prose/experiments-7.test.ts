import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { random } from '../../src/core/random';
import type { SamplerName } from '../../src/core/sampler/index';
import { linear, makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import { type Grid, meanDistance, sampling, stateOf } from '../../src/engine/kinds/plane/sampling';
import * as noiseForgets from '../../components/prose/experiments/noise-forgets';
import * as orderAtFive from '../../components/prose/experiments/order-at-five';
import { race, stepsFor } from '../../components/prose/experiments/shared/race';
import * as timeGrid from '../../components/prose/experiments/time-grid';
import * as whiteData from '../../components/prose/experiments/white-data';
import { measured, printed, short } from './race-7';

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
  const { rows } = measured();
  const of = (name: string) => rows.find((row) => row.name === name)!;
  const multistep = ['pndm', 'deis', 'dpmpp2m', 'dpmpp3m', 'unipc'];

  it('prints the tables that the code measures', () => {
    for (const { name, error, energy } of rows) {
      if (error.length > 0) expect(text).toContain(printed(short[name]!, error));
      expect(text).toContain(printed(short[name]!, energy));
    }
  });

  it('counts evaluations as it says', () => {
    expect(stepsFor('heun', 50, linear())).toBe(25);
    expect(stepsFor('pndm', 20, linear())).toBe(19);
    expect(stepsFor('ddim', 20, linear())).toBe(20);
  });

  it('multistep at twenty evaluations: three to six times nearer than DDIM, and not told from the data', () => {
    for (const name of multistep) {
      const gain = of('ddim').error[2] / of(name).error[2];
      expect(gain).toBeGreaterThan(3);
      expect(gain).toBeLessThan(6.5);
      expect(of(name).energy[2]).toBeLessThan(0.005);
    }
    expect(of('ddim').energy[2]).toBeLessThan(0.005);
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

  it('samples of the data differ by at most 0.005', () => {
    const { energy } = race(linear(), 2000);
    for (const seed of [100, 101, 102, 103])
      expect(energy(eightGaussians().sample(2000, random(seed)))).toBeLessThan(0.0055);
  });
});
