/** The four couplings of the figure, drawn and measured. */
import { crossings, minibatchPairs, optimalPairs, pairDrawer, type Coupling } from '../../../src/core/coupling';
import type { Mixture } from '../../../src/core/data/mixture';
import {
  flowClouds,
  flowOf,
  flowSteps,
  measureFlow,
  planWork,
  targetVariance,
  type FlowMeasured,
} from '../../../src/core/flow';
import { costOf, costs } from '../../../src/core/coupling';
import { random } from '../../../src/core/random';
import { couplingKinds, flowSpec, type CouplingName, type CouplingsSettings } from './state';

export { flowSteps };

export interface Clouds {
  readonly data: Mixture;
  readonly source: Mixture;
}

/** Pairs that are drawn as lines: one for each point of the source. */
export type Pairs = Pick<Coupling, 'from' | 'to'>;

export interface Look {
  readonly key: string;
  readonly plan: Coupling;
  readonly pairs: Pairs;
  readonly crossings: number;
  /** Share of its weight on pairs of the optimal plan. */
  readonly matched: number;
  /** Milliseconds here to make the pairs that a learner is given; NaN where nothing was timed. */
  readonly milliseconds: number;
  /** Null until it is measured. */
  readonly measured: FlowMeasured | null;
}

export type Looks = Readonly<Partial<Record<CouplingName, Look>>>;

/** What minibatches of one size make of a coupling. */
export interface SizePoint {
  readonly size: number;
  readonly cost: number;
  readonly floor: number;
  readonly matched: number;
}

export interface Sweep {
  readonly key: string;
  readonly points: readonly SizePoint[];
}

export interface Found {
  readonly looks: Looks;
  readonly sweep: Sweep | null;
}

const cloudKey = (s: CouplingsSettings) => JSON.stringify([s.source, s.data, s.n, s.seed]);

export function lookKey(kind: CouplingName, s: CouplingsSettings): string {
  return JSON.stringify(flowSpec(kind, s));
}

export function foundKey(s: CouplingsSettings): string {
  return couplingKinds.map((kind) => lookKey(kind, s)).join(' ');
}

let last: { readonly key: string; readonly clouds: Clouds; optimal: Coupling | null } | null = null;

/** Both clouds as points with a little width: those made last are kept. */
export function cloudsOf(s: CouplingsSettings): Clouds {
  const key = cloudKey(s);
  if (last?.key !== key) last = { key, clouds: flowClouds(flowSpec('independent', s)), optimal: null };
  return last.clouds;
}

/** The optimal plan of the clouds, which the others are held against. */
function optimalOf(s: CouplingsSettings): Coupling {
  const { data, source } = cloudsOf(s);
  return (last!.optimal ??= optimalPairs(data.components.means, source.components.means));
}

/** One partner for each point of the source: a deal of the batches, the plan itself where it is a matching, else drawn by weight. */
function pairsOf(kind: CouplingName, s: CouplingsSettings, plan: Coupling, { data, source }: Clouds): Pairs {
  const draw = random(s.seed).split('lines');
  const [x, y] = [data.components.means, source.components.means];
  if (kind === 'independent') return minibatchPairs(x, y, 1, draw);
  if (kind === 'minibatch') return minibatchPairs(x, y, Math.min(s.size, s.n), draw);
  if (kind === 'optimal') return plan;
  const from = new Int32Array(s.n);
  const partners: number[][] = Array.from({ length: s.n }, () => []);
  plan.to.forEach((j, k) => partners[j].push(k));
  for (let j = 0; j < s.n; j++) {
    const own = partners[j];
    from[j] = plan.from[own[pairDrawer({ weights: Float64Array.from(own, (k) => plan.weights[k]) })(draw)]];
  }
  return { from, to: Int32Array.from({ length: s.n }, (_, j) => j) };
}

function matchedShare(plan: Coupling, optimal: Coupling): number {
  const partner = new Int32Array(optimal.columns);
  optimal.to.forEach((j, k) => (partner[j] = optimal.from[k]));
  let sum = 0;
  for (let k = 0; k < plan.weights.length; k++) if (partner[plan.to[k]] === plan.from[k]) sum += plan.weights[k];
  return sum;
}

/** @param now a clock, for who wants to know what a coupling costs here */
export function* drawnLook(kind: CouplingName, s: CouplingsSettings, now?: () => number): Generator<void, Look> {
  const clouds = cloudsOf(s);
  const [x, y] = [clouds.data.components.means, clouds.source.components.means];
  const spec = flowSpec(kind, s);
  const work = planWork(spec.coupling, clouds.data, clouds.source, random(spec.seed).split('deals'));
  let spent = 0;
  let plan: Coupling;
  for (;;) {
    const begun = now?.() ?? NaN;
    const step = work.next();
    spent += (now?.() ?? NaN) - begun;
    if (step.done === true) {
      plan = step.value;
      break;
    }
    yield;
  }
  const begun = now?.() ?? NaN;
  const pairs = pairsOf(kind, s, plan, clouds);
  const dealt = (now?.() ?? NaN) - begun;
  yield;
  return {
    key: lookKey(kind, s),
    plan,
    pairs,
    crossings: crossings(pairs, x, y),
    matched: matchedShare(plan, optimalOf(s)),
    // A learner on minibatches is given one deal at a time, not the mean over many.
    milliseconds: kind === 'minibatch' || kind === 'independent' ? dealt : spent,
    measured: null,
  };
}

export function* measuredLook(kind: CouplingName, s: CouplingsSettings, look: Look): Generator<void, Look> {
  const { data, source } = cloudsOf(s);
  const made = flowOf(flowSpec(kind, s), data, source, look.plan);
  return { ...look, measured: yield* measureFlow(made, s.seed) };
}

/** Batch sizes of the sweep: doublings up to all points. */
export function sizesOf({ n }: Pick<CouplingsSettings, 'n'>): readonly number[] {
  const out: number[] = [];
  for (let size = 1; size < n; size *= 2) out.push(size);
  return [...out, n];
}

/** Plan and variance are those of the table: a size that stands there has one number. */
export function* swept(s: CouplingsSettings): Generator<void, Sweep> {
  const { data, source } = cloudsOf(s);
  const [x, y] = [data.components.means, source.components.means];
  const between = costs(x, y);
  const optimal = optimalOf(s);
  const points: SizePoint[] = [];
  for (const size of sizesOf(s)) {
    const kind = size === 1 ? 'independent' : size === s.n ? 'optimal' : 'minibatch';
    const spec = flowSpec(kind, { ...s, size });
    const plan = yield* planWork(spec.coupling, data, source, random(s.seed).split('deals'));
    const floor = yield* targetVariance(flowOf(spec, data, source, plan).flow, random(s.seed));
    points.push({ size, cost: costOf(plan, between), floor, matched: matchedShare(plan, optimal) });
    yield;
  }
  return { key: cloudKey(s), points };
}

/** All that the figure shows of its couplings, piece after piece: lines first, then numbers. What is known is taken over. */
export function* found(
  s: CouplingsSettings,
  before: Found,
  change: (next: Partial<Found>) => void,
  now?: () => number,
): Generator<void> {
  let { looks } = before;
  const put = (kind: CouplingName, look: Look) => {
    looks = { ...looks, [kind]: look };
    change({ looks });
  };
  const due = couplingKinds.filter((kind) => looks[kind]?.key !== lookKey(kind, s) || !looks[kind].measured);
  for (const kind of due) if (looks[kind]?.key !== lookKey(kind, s)) put(kind, yield* drawnLook(kind, s, now));
  for (const kind of due) put(kind, yield* measuredLook(kind, s, looks[kind]!));
  if (before.sweep?.key !== cloudKey(s)) change({ sweep: yield* swept(s) });
}

export function isCurrent(sweep: Sweep | null, s: CouplingsSettings): boolean {
  return sweep?.key === cloudKey(s);
}

/** The partners of one point of the source: places in the data, with shares that sum to 1. */
export function partnersOf({ from, to, weights }: Coupling, point: number) {
  const own = [...to.keys()].filter((k) => to[k] === point);
  const all = own.reduce((sum, k) => sum + weights[k], 0);
  return own.map((k) => ({ place: from[k], share: weights[k] / all })).sort((a, b) => b.share - a.share);
}
