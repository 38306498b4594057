import { batch, count, type Batch } from '../batch';
import { eightGaussians } from '../data/eight-gaussians';
import { normalBatch, random } from '../random';
import { uniformTimes } from '../sampler/times';
import { cosine } from '../schedule/cosine';
import { mixtureWithBack } from './back';
import { judgeBy, planeTruth, type Judged, type PlaneTruth } from './plane';
import { methods, type MethodName } from './registry';
import { planeOperator, type PlaneSpec } from './spec';

/** What chapter 13's record and figure share: the data, the schedule, the measurements, and how a method is run and judged. */
export const prior = eightGaussians();
export const schedule = cosine();
export const denoiser = mixtureWithBack(prior, schedule);

/** The measurements of the record. */
export const measurements = {
  coordinate: { kind: 'coordinate', axis: 0 },
  line: { kind: 'line', angle: 0.4 },
  blur: { kind: 'blur', amount: 0.4 },
  ring: { kind: 'ring', x: -0.6, y: -0.4 },
} as const satisfies Readonly<Record<string, PlaneSpec>>;

export type MeasurementName = keyof typeof measurements;
export const measurementNames = Object.keys(measurements) as readonly MeasurementName[];

/** Whether a method is defined for a measurement. */
export const defined = (method: MethodName, spec: PlaneSpec): boolean =>
  methods[method].of === 'differentiable' || spec.kind !== 'ring';

/** What a point of the data gave when it was measured, drawn by a seed. */
export function drawnMeasurement(spec: PlaneSpec, noise: number, seed: number): readonly number[] {
  const draws = random(seed).split(`measured-${spec.kind}-${noise}`);
  const clean = planeOperator(spec).apply(prior.sample(1, draws)).data;
  return Array.from(clean, (value) => value + noise * draws.normal());
}

export interface Trial {
  readonly method: MethodName;
  readonly steps: number;
  readonly free: number;
  readonly particles: number;
  readonly samples: number;
  readonly seed: number;
}

/**
 * A method's samples, and the denoiser calls that one of them cost. It starts from noise with the measurement nowhere in it, but where its paper starts
 * otherwise. A generator, whose parts take a step each.
 */
export function* sampled(truth: PlaneTruth, trial: Trial): Generator<void, Batch, void> {
  const { run, particles: grouped } = methods[trial.method];
  const each = grouped ? trial.particles : 1;
  const draws = random(trial.seed).split(`posterior-${trial.method}`);
  let x = normalBatch(trial.samples * each, 2, draws);
  const input = {
    denoiser,
    schedule,
    times: uniformTimes(trial.steps),
    x,
    random: draws,
    measurement: truth.measurement,
  };
  for (const step of run(input, trial.free, trial.particles)) {
    x = step.x;
    yield;
  }
  return firstRows(x, each);
}

/** The first row of every `each`. */
export function firstRows({ data, dim }: Batch, each: number): Batch {
  if (each === 1) return batch(data.slice(), dim);
  const n = count({ data, dim }) / each;
  const out = new Float64Array(n * dim);
  for (let row = 0; row < n; row++) out.set(data.subarray(row * each * dim, (row * each + 1) * dim), row * dim);
  return { data: out, dim };
}

/** True points that samples are judged by. */
export const yardstick = 1000;

/** The truth of a measurement drawn by a seed, and what judges samples of it. */
export function judged(
  spec: PlaneSpec,
  noise: number,
  seed: number,
): {
  readonly truth: PlaneTruth;
  readonly judge: (samples: Batch) => Judged;
  readonly floor: (samples: number) => Judged;
} {
  const truth = planeTruth(prior, spec, drawnMeasurement(spec, noise, seed), noise);
  const draws = random(seed).split('posterior-truth');
  const judge = judgeBy(truth.stratified(yardstick, draws), truth.measurement);
  return { truth, judge, floor: (samples) => judge(truth.sample(samples, draws)) };
}

/** All of a generator at once. */
export function finish<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const { value, done } = work.next();
    if (done) return value;
  }
}
