import { copy, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../src/core/denoiser';
import { normalBatch, random } from '../../src/core/random';
import { run, samplerNames, samplers, uniformTimes, type Sampler, type SamplerName } from '../../src/core/sampler';
import { makeSchedule } from '../../src/core/schedule';
import type { SamplerResult } from './result';

const POINTS = 2000;
const STEPS = 50;
/** Pairs of rounds: the sampler, then its denoiser calls alone, or the other way round. */
const PAIRS = 15;

const quantile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.round(part * (values.length - 1))];

/** What the denoiser was asked in one run, in order. */
interface Call {
  readonly x: Batch;
  readonly t: number;
}

const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });
const exact = eightGaussians().denoiser(schedule);
const times = uniformTimes(STEPS);

function sample(name: SamplerName, x: Batch, denoiser: Denoiser): void {
  const sampler: Sampler = samplers[name].sampler;
  run(sampler, { denoiser, schedule, times, x, random: random(2) });
}

/**
 * A sampler's run on the exact score of the eight Gaussians beside the very calls of the denoiser that it made, with the
 * same points at the same times and nothing else. What the run takes beyond them is the sampler's own arithmetic and noise.
 */
export function samplerOverhead(name: SamplerName): SamplerResult {
  const x = normalBatch(POINTS, 2, random(1));
  const calls: Call[] = [];
  sample(name, x, {
    denoise(at, t, out) {
      calls.push({ x: copy(at), t });
      return exact.denoise(at, t, out);
    },
  });
  const out = copy(x);
  const works = [() => sample(name, x, exact), () => calls.forEach(({ x: at, t }) => exact.denoise(at, t, out))];
  for (const work of works) for (let i = 0; i < 2; i++) work();
  const rounds: [number[], number[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const which of pair % 2 ? [0, 1] : [1, 0]) {
      const start = performance.now();
      works[which]();
      rounds[which].push(performance.now() - start);
    }
  }
  const overheads = rounds[0].map((ms, i) => ms / rounds[1][i] - 1);
  const ms = quantile(rounds[0], 1 / 2);
  return {
    name,
    label: samplers[name].label,
    evaluations: calls.length,
    ms,
    bare: quantile(rounds[1], 1 / 2),
    perSecond: (1000 * POINTS * calls.length) / ms,
    overhead: quantile(overheads, 1 / 2),
    lower: quantile(overheads, 1 / 4),
    upper: quantile(overheads, 3 / 4),
  };
}

/** Every sampler of the registry, in its order. */
export function overheads(say: (line: string) => void): SamplerResult[] {
  return samplerNames.map((name) => {
    say(`sampler ${name}`);
    return samplerOverhead(name);
  });
}
