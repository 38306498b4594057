import { count } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import { standardRange, type Domain } from '../../core/domain';
import type { Layer } from '../../core/image-network/description';
import { standardPixels, type PixelScale } from '../../core/image-network/pixels';
import type { Schedule } from '../../core/schedule/schedule';
import { ANGLE_FROM, ANGLE_TO } from './batches';
import { beside, rowCount, take, unconditional, type Condition } from '../condition/index';
import type { Missing } from './pass';

export interface DenoiserOptions {
  /** The schedule that t belongs to. */
  readonly schedule: Schedule;
  /** What the network is told of each row, in turn and over again. Absent: nothing of any. */
  readonly condition?: Condition;
  /** w of D = D_c + w (D_c - D_from): Ho and Salimans 2022, eq. 6. 0 (default) asks the conditional network alone. */
  readonly guidance?: number;
  /**
   * What guidance leads away from, of each row in turn (default: what says nothing, the unconditional network): a negative prompt. It is not
   * asked where guidance is 0.
   */
  readonly awayFrom?: Condition;
  /**
   * Called with the weights of each layer that attends, [rows heads queries, keys], of rows `from` to `from + rows - 1` under `condition`; not
   * of those that guidance leads away from.
   */
  readonly attended?: (
    layer: Layer,
    weights: Float32Array,
    rows: { readonly from: number; readonly rows: number },
  ) => void;
  readonly which?: 'ema' | 'raw';
  /** The units of x (default: the network's own). Noise is in the same units. */
  readonly pixels?: PixelScale;
  /** Whether answers are clipped to the range of the domain's numbers, in which E[x_0 | x_t] always lies (default true). */
  readonly clip?: boolean;
  /** Parts that are taken away (default: none). */
  readonly missing?: Missing;
}

/** A pass looked at on the host: what is taken away, and who wants to see where layers attend. */
export type Watched = Missing & { readonly attended?: (layer: Layer, weights: Float32Array) => void };

/** A network on data in standard units with alpha^2 + sigma^2 = 1: F for every row. */
export type Predict = (
  values: Float32Array,
  logNoise: number,
  condition: Condition,
  which: 'ema' | 'raw',
  watched: Watched,
) => Float32Array;

/** ln of the noise levels that networks are trained at. */
export const LOG_NOISE_LEAST = Math.log(Math.tan((Math.PI / 2) * ANGLE_FROM));
export const LOG_NOISE_MOST = Math.log(Math.tan((Math.PI / 2) * ANGLE_TO));

/** Rows that go through the network at once. */
const CHUNK = 32;

/**
 * A network seen as a denoiser in any units and under any schedule. In standard units X = alpha x_0 + S epsilon with S = sigma /
 * deviation; with r^2 = alpha^2 + S^2 the network sees X / r, and
 *
 *   E[x_0 | X] = alpha X / r^2 + S F / r   (Karras et al. 2022, eq. 7, at sigma_data = 1).
 *
 * `condition` is that of the options, or one row of none. The noise that the network is told is held within what it was trained at; below and above that, F hardly changes.
 */
export function imageDenoiser(
  predict: Predict,
  domain: Domain,
  condition: Condition,
  options: DenoiserOptions,
): Denoiser {
  const {
    schedule,
    guidance = 0,
    which = 'ema',
    pixels: { mean, deviation } = standardPixels,
    clip = true,
    missing = {},
    awayFrom,
    attended,
  } = options;
  return {
    denoise(x, t, out) {
      const { dim } = x;
      const alpha = schedule.alpha(t);
      const S = schedule.sigma(t) / deviation;
      const r = Math.sqrt(alpha * alpha + S * S);
      const level = Math.min(LOG_NOISE_MOST, Math.max(LOG_NOISE_LEAST, Math.log(S / alpha)));
      const [least, most] = clip ? standardRange(domain) : [-Infinity, Infinity];
      const n = count(x);
      const given = rowCount(condition),
        avoided = awayFrom && rowCount(awayFrom);
      const copies = guidance === 0 ? 1 : 2;
      for (let from = 0; from < n; from += CHUNK) {
        const rows = Math.min(CHUNK, n - from);
        const input = new Float32Array(copies * rows * dim);
        const inTurn = (of: Condition, count: number) =>
          take(
            of,
            Int32Array.from({ length: rows }, (_, i) => (from + i) % count),
          );
        const asked = inTurn(condition, given);
        const other = () => (awayFrom && avoided ? inTurn(awayFrom, avoided) : unconditional(asked));
        const first = from * dim,
          length = rows * dim;
        for (let i = 0; i < length; i++) input[i] = (x.data[first + i] - alpha * mean) / deviation / r;
        if (copies === 2) input.copyWithin(length, 0, length);
        const F = predict(input, level, copies === 2 ? beside(asked, other()) : asked, which, {
          ...missing,
          ...(attended && {
            attended: (layer, weights) => attended(layer, weights.subarray(0, weights.length / copies), { from, rows }),
          }),
        });
        for (let i = 0; i < length; i++) {
          const f = copies === 2 ? F[i] + guidance * (F[i] - F[length + i]) : F[i];
          const u = (alpha * input[i] + S * f) / r;
          out.data[first + i] = mean + deviation * Math.min(most, Math.max(least, u));
        }
      }
      return out;
    },
  };
}
