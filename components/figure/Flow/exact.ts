/** The exact flow of the figure: its field on the map, and what it carries. */
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import type { Mixture } from '../../../src/core/data/mixture';
import { heldOutPoints } from '../../../src/core/data/held-out';
import {
  detour,
  flowClouds,
  flowOf,
  interpolantProcess,
  planWork,
  type FlowMade,
  type FlowSpec,
} from '../../../src/core/flow';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { eulerMaruyamaStep } from '../../../src/core/process/sde';
import { random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler/times';
import { fieldGrid } from '../../../src/engine/kinds/plane/watch';
import {
  arrowEvery,
  carriedCount,
  flowSpec,
  keptCount,
  mapRequest,
  mapSize,
  type FlowChoice,
  type FlowSettings,
} from './state';

export interface Exact extends FlowMade {
  readonly key: string;
  /** Energy distance of points to 1,000 of the data, made in pieces when it is first asked for. */
  readonly distance: () => Generator<void, (points: Batch) => number>;
}

let last: Exact | null = null;
let clouds: { readonly key: string; readonly data: Mixture; readonly source: Mixture } | null = null;

/** Both clouds, which stay where only the path changes. */
function cloudsOf(spec: FlowSpec): { readonly data: Mixture; readonly source: Mixture } {
  const key = JSON.stringify([spec.data, spec.source, spec.scattered]);
  if (clouds?.key !== key) clouds = { key, ...flowClouds(spec) };
  return clouds;
}

/** The flow of these settings; the one made last is kept. */
export function exactFlow(s: FlowChoice): Exact {
  const spec = flowSpec(s);
  const key = JSON.stringify(spec);
  if (last?.key !== key) {
    const { data, source } = cloudsOf(spec);
    const made = flowOf(
      spec,
      data,
      source,
      now(planWork(spec.coupling, data, source, random(spec.seed).split('deals'))),
    );
    let distance: ((points: Batch) => number) | null = null;
    last = {
      ...made,
      key,
      *distance() {
        if (distance === null) {
          const held = heldOutPoints(made.data);
          yield;
          distance = energyDistanceTo(held);
          yield;
        }
        return distance;
      },
    };
  }
  return last;
}

/** The exact field at one time. */
export interface Truth {
  readonly key: string;
  readonly t: number;
  /** u [map, 2] */
  readonly velocity: Batch;
  /** p_t [map] */
  readonly density: Float64Array;
}

export function truthKey(s: FlowSettings): string {
  return `${s.t} ${exactFlow(s).key}`;
}

export const places: Batch = batch(fieldGrid(mapRequest(0)), 2);

/** Places of the map that one piece of the work asks for. */
const piece = 64;

export function* truth(s: FlowSettings): Generator<void, Truth> {
  const { flow } = exactFlow(s);
  const n = count(places);
  const [velocity, density] = [zeros(n, 2), new Float64Array(n)];
  for (let from = 0; from < n; from += piece) {
    const to = Math.min(n, from + piece);
    const here = batch(places.data.subarray(2 * from, 2 * to), 2);
    velocity.data.set(flow.velocity(here, s.t, zeros(to - from, 2)).data, 2 * from);
    density.set(flow.logDensity(here, s.t).map(Math.exp), from);
    yield;
  }
  return { key: truthKey(s), t: s.t, velocity, density };
}

/** u from a network's answer x - t u (`net/objective/interpolant-matching.ts`). */
export function learnedVelocity(answer: ArrayLike<number>, t: number): Batch {
  return batch(
    places.data.map((x, i) => (x - answer[i]) / t),
    2,
  );
}

/** Every third place of the map with its vector. */
export function arrowsOf(field: Batch): { readonly at: Batch; readonly vectors: Batch } {
  const side = mapSize / arrowEvery;
  const [at, vectors] = [zeros(side * side, 2), zeros(side * side, 2)];
  for (let k = 0; k < side * side; k++) {
    const from = ((Math.floor(k / side) * mapSize + (k % side)) * arrowEvery + mapSize + 1) * 2;
    at.data.set(places.data.subarray(from, from + 2), 2 * k);
    vectors.data.set(field.data.subarray(from, from + 2), 2 * k);
  }
  return { at, vectors };
}

/** |learned - exact| at every place of the map. */
export function errorsOf(learned: Batch, { velocity }: Truth): Float64Array {
  return Float64Array.from({ length: mapSize * mapSize }, (_, i) =>
    Math.hypot(learned.data[2 * i] - velocity.data[2 * i], learned.data[2 * i + 1] - velocity.data[2 * i + 1]),
  );
}

/** Root mean square of the error weighted by p_t. */
export function meanError(errors: Float64Array, { density }: Truth): number {
  let [sum, mass] = [0, 0];
  errors.forEach((each, i) => {
    sum += density[i] * each * each;
    mass += density[i];
  });
  return Math.sqrt(sum / mass);
}

/** What a flow carries from t = 1 to t = 0: the kept points at every step, and how far all of them end from the data. */
export interface Carried {
  readonly key: string;
  /** steps + 1 states of `keptCount` points, one after the other. */
  readonly states: Float64Array;
  readonly energy: number;
}

/** How much longer than the straight way the kept paths are. */
export function detourOf(walk: Pick<Carried, 'states'>): number {
  return detour(statesOf(walk));
}

export function carriedKey(s: FlowSettings): string {
  return JSON.stringify([exactFlow(s).key, s.carry, s.epsilon, s.seed]);
}

/** By Euler's method, or Euler and Maruyama's where noise is added: a step a piece. */
export function* carried(s: FlowSettings): Generator<void, Carried> {
  const { flow, source, distance } = exactFlow(s);
  const draw = random(s.seed);
  let x = source.sample(carriedCount, draw);
  const noise = draw.split('way');
  const process = interpolantProcess(flow, { epsilon: s.epsilon, direction: 'backward' });
  const times = uniformTimes(s.carry);
  const size = 2 * keptCount;
  const states = new Float64Array(times.length * size);
  states.set(x.data.subarray(0, size));
  for (let i = 1; i < times.length; i++) {
    const [t, next] = [Math.min(flow.until, times[i - 1]), Math.max(flow.from, times[i])];
    const kick = s.epsilon > 0 ? noise.normals(new Float64Array(x.data.length)) : new Float64Array(x.data.length);
    const out = zeros(carriedCount, 2);
    // Some rows at a time, so that no piece is long.
    for (let from = 0; from < carriedCount; from += 50) {
      const rows = (of: Float64Array) => batch(of.subarray(2 * from, 2 * from + 100), 2);
      eulerMaruyamaStep(process, rows(x.data), rows(kick), t, next, rows(out.data));
      yield;
    }
    x = out;
    states.set(x.data.subarray(0, size), i * size);
  }
  const energy = (yield* distance())(x);
  return { key: carriedKey(s), states, energy };
}

/** The kept points of a walk at time t, on a straight line between the two nearest states. */
export function at({ states }: Pick<Carried, 'states'>, t: number): Batch {
  const size = 2 * keptCount;
  const last = states.length / size - 1;
  const place = (1 - t) * last;
  const before = Math.min(last - 1, Math.floor(place));
  const share = place - before;
  return batch(
    Float64Array.from(
      { length: size },
      (_, i) => (1 - share) * states[before * size + i] + share * states[(before + 1) * size + i],
    ),
    2,
  );
}

/** The states of a walk, one batch each. */
export function statesOf({ states }: Pick<Carried, 'states'>): readonly Batch[] {
  const size = 2 * keptCount;
  return Array.from({ length: states.length / size }, (_, k) => batch(states.subarray(k * size, (k + 1) * size), 2));
}

/** The kept points of a run's path, which has `carriedCount` of them. */
export function keptOf(path: Float64Array): Float64Array {
  const [all, size] = [2 * carriedCount, 2 * keptCount];
  const out = new Float64Array((path.length / all) * size);
  for (let k = 0; k < path.length / all; k++) out.set(path.subarray(k * all, k * all + size), k * size);
  return out;
}

/** Runs a piece of work to its end. */
export function now<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
