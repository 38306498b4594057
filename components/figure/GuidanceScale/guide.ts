/** The guided model, its flow, and the density that its weight seems to promise. */
import { zeros, type Batch } from '../../../src/core/batch';
import { blurred } from '../../../src/core/data/conditional';
import { cells, gridded, type Gridded } from '../../../src/core/data/gridded';
import type { Denoiser } from '../../../src/core/denoiser';
import { classifierFree, classifierGuided, fromPaperScale, interval, rescaled } from '../../../src/core/guidance';
import { flowPath, gaussianPrior } from '../../../src/core/likelihood';
import { exactField, weightedField, type FlowField } from '../../../src/core/process/flow-field';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, dpmpp2m, logSnrTimes } from '../../../src/core/sampler/index';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';
import { data, pointCount } from './data';
import { classIndex, extent, type GuidanceSettings } from './state';

export const schedule = linear(scheduleDefaults.linear);
/** sigma / alpha at the last time above 0. */
const least = 0.02;
/** Cells along a side of the densities. */
export const gridSize = 52;

/** The two models that guidance extrapolates from, with their flows where those have a closed form. */
interface Pair {
  readonly conditional: Denoiser;
  readonly unconditional: Denoiser;
  /** The flow of weight w. */
  readonly flow?: (w: number) => FlowField;
}

function pair({ data: name, class: letter, method, fault }: GuidanceSettings): Pair {
  const of = data[name];
  const c = classIndex({ data: name, class: letter });
  const [own, whole] = [of.classes[c], of.whole];
  const [dullOwn, dullWhole] = [blurred(own, fault), blurred(whole, fault)];
  const field = (m: typeof own) => exactField(m, schedule);
  if (method === 'free') {
    return {
      conditional: own.denoiser(schedule),
      unconditional: dullWhole.denoiser(schedule),
      flow: (w) =>
        weightedField([
          { field: field(own), weight: 1 + w },
          { field: field(dullWhole), weight: -w },
        ]),
    };
  }
  // A classifier's gradient added to the unconditional model: Bayes' rule, so that no conditional model is needed.
  const noiseless = method === 'clean';
  let rest = zeros(0, 2);
  const gradient = (x: Batch, t: number, out: Batch) => {
    const [alpha, sigma] = noiseless ? [1, 0] : [schedule.alpha(t), schedule.sigma(t)];
    if (rest.data.length !== x.data.length) rest = zeros(x.data.length / 2, 2);
    dullOwn.score(x, alpha, sigma, out);
    dullWhole.score(x, alpha, sigma, rest);
    for (let i = 0; i < out.data.length; i++) out.data[i] -= rest.data[i];
  };
  const unconditional = whole.denoiser(schedule);
  return {
    conditional: classifierGuided(unconditional, schedule, gradient, { scale: 1 }),
    unconditional,
    ...(!noiseless && {
      flow: (w: number) =>
        weightedField([
          { field: field(whole), weight: 1 },
          { field: field(dullOwn), weight: 1 + w },
          { field: field(dullWhole), weight: -(1 + w) },
        ]),
    }),
  };
}

const levelAt = (t: number) => schedule.sigma(t) / schedule.alpha(t);
const bounds = ({ from, to }: GuidanceSettings) => ({ from: Math.min(from, to), to: Math.max(from, to) });

/** The guided model. */
export function guided(s: GuidanceSettings): Denoiser {
  const { conditional, unconditional } = pair(s);
  const scale = fromPaperScale(s.w);
  const everywhere =
    s.phi === 0
      ? classifierFree(conditional, unconditional, { scale })
      : rescaled(conditional, unconditional, schedule, { scale, phi: s.phi, size: 'length' });
  if (!s.limited) return everywhere;
  const { from, to } = bounds(s);
  return interval(everywhere, conditional, schedule, { from: levelAt(from), to: levelAt(to) });
}

/** Where the seed's noise ends. Yields after every step. */
export function* sampled(s: GuidanceSettings, n = pointCount): Generator<void, Batch, void> {
  const x = normalBatch(n, 2, random(s.seed));
  const times = logSnrTimes(schedule, s.steps, { from: 1, to: schedule.timeOfLogSnr(-2 * Math.log(least)) });
  const input = { denoiser: guided(s), schedule, times, x };
  const steps = s.sampler === 'ode' ? dpmpp2m(input) : ddim({ ...input, random: random(s.seed).split('sde'), eta: 1 });
  let end = x;
  for (const step of steps) {
    end = step.x;
    yield;
  }
  return end;
}

/** p(x) p(c | x)^(1 + w) made whole, by quadrature. */
export function tempered({ data: name, class: letter, w }: Pick<GuidanceSettings, 'data' | 'class' | 'w'>): Gridded {
  const points = cells(gridSize, extent);
  const of = data[name];
  const own = of.classes[classIndex({ data: name, class: letter })].logDensity(points, 1, 0);
  const whole = of.whole.logDensity(points, 1, 0);
  return gridded(
    own.map((log, k) => (1 + w) * log - w * whole[k]),
    extent,
  );
}

/** Runge-Kutta steps over the whole of t; more of them where there is little noise. */
const flowSteps = 44;
const rowsAtOnce = 104;

/** The times of a path from `a` to `b`, spread as the whole path's would be. */
function between(a: number, b: number): number[] {
  const n = Math.max(4, Math.ceil(flowSteps * (b ** 0.5 - a ** 0.5)));
  return Array.from({ length: n + 1 }, (_, i) => (a ** 0.5 + ((b ** 0.5 - a ** 0.5) * i) / n) ** 2);
}

/** Whether the density of the samples is known in closed form along the paths: an ODE whose field is made of mixtures' fields. */
export function hasFlow({ method, phi, sampler }: GuidanceSettings): boolean {
  return sampler === 'ode' && phi === 0 && method !== 'clean';
}

/**
 * The density of what the guided ODE makes of Gaussian noise, exactly but for the solver: the change of variables along
 * its paths. Yields after every few cells. Throws `RangeError` where `hasFlow` is false.
 */
export function* flowDensity(s: GuidanceSettings): Generator<void, Gridded, void> {
  const { flow } = pair(s);
  if (!flow || !hasFlow(s))
    throw new RangeError('the density of samples without a closed field (expected an ODE guided without rescaling)');
  const points = cells(gridSize, extent);
  const { from, to } = s.limited ? bounds(s) : { from: 0, to: 1 };
  const pieces = [
    { a: 0, b: from, w: 0 },
    { a: from, b: to, w: s.w },
    { a: to, b: 1, w: 0 },
  ]
    .filter(({ a, b }) => b > a)
    .map((piece) => ({ ...piece, field: flow(piece.w) }));
  const prior = gaussianPrior();
  const logs = new Float64Array(points.data.length / 2);
  for (let row = 0; row < logs.length; row += rowsAtOnce) {
    let x: Batch = { data: points.data.slice(2 * row, 2 * (row + rowsAtOnce)), dim: 2 };
    const total = new Float64Array(x.data.length / 2);
    for (const piece of pieces) {
      let last: Float64Array = total;
      for (const point of flowPath(x, piece.field, between(piece.a, piece.b), { steps: 1 }))
        [x, last] = [point.x, point.logDeterminant];
      for (let i = 0; i < total.length; i++) total[i] += last[i];
    }
    // Paths that leave all bounds end where the prior has nothing.
    prior(x).forEach((log, i) => {
      logs[row + i] = Number.isFinite(log + total[i]) ? log + total[i] : -Infinity;
    });
    yield;
  }
  return gridded(logs, extent);
}
