/** One point's way to noise, with a square of neighbours around it. */
import { batch, type Batch } from '../../../src/core/batch';
import { makeSchedule } from '../../../src/core/schedule/index';
import {
  type LikelihoodSpec,
  type Likelihoods,
  logDeterminantsAt,
  statesAt,
} from '../../../src/engine/kinds/plane/likelihood';
import { courseOf, type LikelihoodSettings } from './settings';
import { exactLogDensity, logPrior } from './solve';

/** Points on each side of the square. */
const perSide = 8;

/** The point first, then the points of the square around it, counterclockwise. */
export function pathPoints({ x, y, patch }: Pick<LikelihoodSettings, 'x' | 'y' | 'patch'>): Float64Array {
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  const ring = corners.flatMap(([cx, cy], i) =>
    Array.from({ length: perSide }, (_, k) => {
      const [nx, ny] = corners[(i + 1) % 4];
      const share = k / perSide;
      return [x + (patch / 2) * (cx + (nx - cx) * share), y + (patch / 2) * (cy + (ny - cy) * share)];
    }).flat(),
  );
  return Float64Array.from([x, y, ...ring]);
}

export function pathSpec(s: LikelihoodSettings): LikelihoodSpec {
  return { ...courseOf(s), points: pathPoints(s), path: true };
}

/** The way at one time. */
export interface Station {
  readonly t: number;
  /** The point, and the corners and sides of its patch, at the scale of the data: over sqrt(alpha^2 + sigma^2). */
  readonly at: readonly [number, number];
  readonly patch: Batch;
  readonly scale: number;
  /** The integral of the divergence from the first time to t: ln of how much an infinitely small patch has grown. */
  readonly logDeterminant: number;
  /** ln of how much the area of this patch has grown. */
  readonly logArea: number;
  /** ln p_t there, as the ODE has it: the prior at the end, and the divergence from t to there. */
  readonly logDensity: number;
  /** ln p_t there, in closed form. */
  readonly exact: number;
}

export interface Path {
  readonly stations: readonly Station[];
  /** ln p of the noise where the path ends. */
  readonly logPrior: number;
  readonly evaluations: number;
}

export function pathOf(s: LikelihoodSettings, result: Likelihoods): Path {
  const schedule = makeSchedule(courseOf(s).schedule);
  const last = result.times.length - 1;
  const [prior] = logPrior(s, batch(statesAt(result, last).data.slice(0, 2), 2));
  const whole = logDeterminantsAt(result, last)[0];
  const areas = Array.from(result.times, (_, k) => areaOf(statesAt(result, k).data.subarray(2)));
  const stations = Array.from(result.times, (t, k): Station => {
    const { data } = statesAt(result, k);
    const scale = Math.hypot(schedule.alpha(t), schedule.sigma(t));
    const drawn = data.map((v) => v / scale);
    const logDeterminant = logDeterminantsAt(result, k)[0];
    return {
      t,
      scale,
      logDeterminant,
      at: [drawn[0], drawn[1]],
      patch: batch(drawn.slice(2), 2),
      logArea: Math.log(Math.abs(areas[k] / areas[0])),
      logDensity: prior + whole - logDeterminant,
      exact: exactLogDensity(s, batch(data.slice(0, 2), 2), t)[0],
    };
  });
  return { stations, logPrior: prior, evaluations: result.evaluations };
}

/** The station nearest to a time. */
export function stationAt({ stations }: Path, t: number): Station {
  return stations.reduce((best, one) => (Math.abs(one.t - t) < Math.abs(best.t - t) ? one : best));
}

/** The area of a polygon, x and y by turns, positive when it runs counterclockwise: the shoelace formula. */
export function areaOf(ring: Float64Array): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
  }
  return twice / 2;
}
