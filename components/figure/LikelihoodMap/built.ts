/** The map and the path as they were computed when the page was built: small enough to travel in it. */
import type { Likelihoods } from '../../../src/engine/kinds/plane/likelihood';
import { packed, unpacked } from '../packed';
import { noPace } from '../kit/pace';
import { heldOutPoints, mapPoints, runMap, type MapState, type OrderPoint } from './map';
import { pathOf, pathSpec, type Path } from './path';
import { likelihoodMap, mapKey, pathKey, targetOf, type LikelihoodSettings } from './settings';
import { exactLogDensity, exactSolver } from './solve';

export interface BuiltLikelihood {
  readonly settings: LikelihoodSettings;
  readonly size: number;
  /** By the ODE less exact, as 32-bit floats in base64: a difference keeps its digits where the values would lose them. */
  readonly differences: string;
  readonly heldOut: string;
  readonly evaluations: number;
  readonly orders: readonly OrderPoint[];
  readonly path: {
    readonly times: readonly number[];
    readonly states: string;
    /** Of the point itself. */
    readonly logDeterminants: readonly number[];
    readonly evaluations: number;
  };
}

/** Computes it, with the exact score: a network that is to be trained here has nothing to show yet. */
export async function likelihoodAtBuild(initial: unknown): Promise<BuiltLikelihood | null> {
  const { settings: s } = likelihoodMap.parse(initial);
  if (s.model === 'learned') return null;
  const solve = exactSolver(targetOf(s), noPace);
  let last: MapState | null = null;
  await runMap({
    settings: s,
    solve,
    pace: noPace,
    wanted: () => true,
    report: (state) => {
      last = state;
    },
  });
  const { size, values, heldOut, evaluations, orders } = last as unknown as MapState;
  const { times, states, logDeterminants, evaluations: spent } = await solve(pathSpec(s));
  const less = (logs: Float64Array, exact: Float64Array) => packed(logs.map((log, i) => log - exact[i]));
  const each = logDeterminants.length / times.length;
  return {
    settings: s,
    size,
    evaluations,
    orders,
    differences: less(values, exactLogDensity(s, mapPoints(size))),
    heldOut: less(heldOut!, exactLogDensity(s, heldOutPoints(s))),
    path: {
      times: Array.from(times),
      states: packed(states),
      logDeterminants: Array.from(times, (_, k) => logDeterminants[k * each]),
      evaluations: spent,
    },
  };
}

/** The map of build time, under its key. */
export function mapOfBuilt({ settings: s, size, differences, heldOut, evaluations, orders }: BuiltLikelihood): {
  readonly key: string;
  readonly state: MapState;
} {
  const plus = (exact: Float64Array, text: string) => {
    const differences = unpacked(text);
    return exact.map((log, i) => log + differences[i]);
  };
  const state: MapState = {
    size,
    evaluations,
    orders,
    done: 1,
    values: plus(exactLogDensity(s, mapPoints(size)), differences),
    heldOut: plus(exactLogDensity(s, heldOutPoints(s)), heldOut),
  };
  return { key: mapKey(s, ''), state };
}

/** The path of build time, under its key. */
export function pathOfBuilt({ settings: s, path }: BuiltLikelihood): { readonly key: string; readonly path: Path } {
  const times = Float64Array.from(path.times);
  const states = Float64Array.from(unpacked(path.states));
  const each = states.length / 2 / times.length;
  const logDeterminants = new Float64Array(each * times.length);
  path.logDeterminants.forEach((log, k) => {
    logDeterminants[k * each] = log;
  });
  const result: Likelihoods = { times, states, logDeterminants, evaluations: path.evaluations };
  return { key: pathKey(s, ''), path: pathOf(s, result) };
}
