import {
  costs,
  fromPlan,
  independent,
  minibatchPairs,
  minibatchPlan,
  optimalPairs,
  sinkhornRounds,
  type Coupling,
} from '../coupling';
import { centresOf } from '../data/centres';
import { empirical } from '../data/empirical';
import { makeTarget, targetFields, type TargetSpec } from '../data/index';
import { mixture, type Mixture } from '../data/mixture';
import { random, type Random } from '../random';
import { boolean, choice, number, object, refined, seed, union, type Field } from '../schema';
import { gaussian, interpolant, type Interpolant } from './interpolant';
import { interpolantPath, type PathOptions } from './path';

/** A cloud as plain data: a shape of the book, or noise. */
export type CloudSpec = TargetSpec | { readonly kind: 'gaussian' };

/** Which point of one cloud goes with which of the other, as plain data. */
export type CouplingSpec =
  | { readonly kind: 'independent' }
  /** Optimal within batches of so many, dealt anew at every step of learning. */
  | { readonly kind: 'minibatch'; readonly size: number }
  | { readonly kind: 'optimal' }
  /** Entropic, by its strength in squared data units. */
  | { readonly kind: 'entropic'; readonly entropy: number };

export const couplingKinds = [
  'independent',
  'minibatch',
  'entropic',
  'optimal',
] as const satisfies readonly CouplingSpec['kind'][];

/** A flow between two clouds as plain data: what a link and a message to the worker carry. */
export interface FlowSpec {
  /** The cloud at t = 1, where samples begin. */
  readonly source: CloudSpec;
  /** The cloud at t = 0. */
  readonly data: CloudSpec;
  /** Gaussians that stand for a cloud which is no mixture, and their standard deviation. */
  readonly points: number;
  readonly width: number;
  /** Every cloud is that many points drawn from it, also where it is a mixture: what a coupling of points needs. */
  readonly scattered: boolean;
  readonly mean: NonNullable<PathOptions['mean']>;
  readonly noise: (typeof pathNoises)[number];
  /** Size of the noise, in data units. */
  readonly scale: number;
  readonly coupling: CouplingSpec;
  /** Of the points, and of what is dealt. */
  readonly seed: number;
}

/** Those whose rate is finite from end to end, so that a network can learn its velocity. */
export const pathNoises = ['none', 'quadratic', 'sine'] as const satisfies readonly NonNullable<PathOptions['noise']>[];

export const flowDefaults: FlowSpec = {
  source: { kind: 'gaussian' },
  data: { kind: 'two-moons' },
  points: 64,
  width: 0.12,
  scattered: false,
  mean: 'linear',
  noise: 'none',
  scale: 0,
  coupling: { kind: 'independent' },
  seed: 1,
};

/** Points that a cloud may be made of: an exact field asks all pairs. */
const mostPoints = 256;
/** Deals whose mean is taken for the coupling that minibatches make. */
const deals = 100;
/** Draws that centres stand for. */
const draws = 2048;

const cloudField: Field<CloudSpec> = refined(union({ gaussian: {}, ...targetFields }, { kind: 'gaussian' }), (spec) => {
  if (spec.kind !== 'gaussian') makeTarget(spec);
  return spec;
});

/** Trusts nothing: a flow from a link or a message. */
export const flowSpecField: Field<FlowSpec> = object({
  source: cloudField,
  data: { ...cloudField, initial: flowDefaults.data },
  points: number(flowDefaults.points, { min: 2, max: mostPoints, integer: true }),
  width: number(flowDefaults.width, { min: 0.02, max: 1 }),
  scattered: boolean(flowDefaults.scattered),
  mean: choice(['linear', 'trigonometric', 'encoding-decoding'], flowDefaults.mean),
  noise: choice(pathNoises, flowDefaults.noise),
  scale: number(flowDefaults.scale, { min: 0, max: 4 }),
  coupling: union(
    {
      independent: {},
      minibatch: { size: number(8, { min: 1, max: mostPoints, integer: true }) },
      optimal: {},
      entropic: { entropy: number(0.5, { min: 0.01, max: 100 }) },
    },
    { kind: 'independent' },
  ),
  seed: seed(flowDefaults.seed),
});

/** A flow with all that it is made of. */
export interface FlowMade {
  readonly data: Mixture;
  readonly source: Mixture;
  readonly coupling: Coupling;
  readonly flow: Interpolant;
  /** For a step of learning: where pairs are dealt anew, `n` rows of new deals; else those of `flow`. */
  sample: Interpolant['sample'];
}

/** A cloud as a mixture: its own, or Gaussians on points drawn from it, or on centres that stand for many. */
export function cloudOf(
  spec: CloudSpec,
  { points, width, scattered }: Pick<FlowSpec, 'points' | 'width' | 'scattered'>,
  draw: Random,
): Mixture {
  const target = spec.kind === 'gaussian' ? gaussian(2) : makeTarget(spec);
  if (scattered) return empirical(target.stratified?.(points, draw) ?? target.sample(points, draw), width);
  if ('components' in target) return target as Mixture;
  const centres = centresOf(target.sample(draws, draw), points);
  const weights = centres.shares.map((share) => Math.max(share, 1e-6));
  return mixture({ weights, means: centres.points, scales: new Float64Array(points).fill(width) }, 'empirical');
}

/** The coupling of two clouds of points, in pieces for whoever runs it in slices. */
export function* planWork(
  coupling: CouplingSpec,
  data: Mixture,
  source: Mixture,
  draw: Random,
): Generator<void, Coupling> {
  const [a, b] = [data.components, source.components];
  const [n, m] = [a.weights.length, b.weights.length];
  switch (coupling.kind) {
    case 'independent':
      return independent(a.weights, b.weights);
    case 'optimal':
      return optimalPairs(a.means, b.means);
    case 'minibatch':
      return yield* minibatchPlan(a.means, b.means, Math.min(coupling.size, n), deals, draw);
    case 'entropic': {
      const { entropy } = coupling;
      const { plan } = yield* sinkhornRounds(costs(a.means, b.means), n, m, { entropy, tolerance: 1e-8 });
      return fromPlan(plan, n, m, 1e-9);
    }
  }
}

/** Both clouds of a flow. */
export function flowClouds(spec: FlowSpec): Pick<FlowMade, 'data' | 'source'> {
  const draw = random(spec.seed);
  return {
    data: cloudOf(spec.data, spec, draw.split('data')),
    source: cloudOf(spec.source, spec, draw.split('source')),
  };
}

/** Throws `RangeError` where points cannot be coupled so: optimally, where one cloud is a mixture of unequal weights, say. */
export function makeFlow(spec: FlowSpec): FlowMade {
  const { data, source } = flowClouds(spec);
  const work = planWork(spec.coupling, data, source, random(spec.seed).split('deals'));
  for (;;) {
    const next = work.next();
    if (next.done === true) return flowOf(spec, data, source, next.value);
  }
}

/** A flow of clouds and a coupling that are at hand. */
export function flowOf(spec: FlowSpec, data: Mixture, source: Mixture, coupling: Coupling): FlowMade {
  const path = interpolantPath({ mean: spec.mean, noise: spec.noise, scale: spec.scale });
  const flow = interpolant({ data, other: source, path, coupling });
  if (spec.coupling.kind !== 'minibatch')
    return { data, source, coupling, flow, sample: (n, t, draw) => flow.sample(n, t, draw) };
  const size = Math.min(spec.coupling.size, spec.points);
  const [x, y] = [data.components.means, source.components.means];
  return {
    ...{ data, source, coupling, flow },
    sample: (n, t, draw) => {
      const dealt = Array.from({ length: Math.ceil(n / spec.points) }, () => minibatchPairs(x, y, size, draw));
      const all = { ...dealt[0], from: joined(dealt, 'from'), to: joined(dealt, 'to') };
      const weights = new Float64Array(all.from.length).fill(1 / all.from.length);
      return interpolant({ data, other: source, path, coupling: { ...all, weights } }).sample(n, t, draw);
    },
  };
}

function joined(dealt: readonly Coupling[], end: 'from' | 'to'): Int32Array {
  return Int32Array.from(dealt.flatMap((each) => [...each[end]]));
}
