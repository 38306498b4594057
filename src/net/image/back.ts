import { count } from '../../core/batch';
import { standardRange } from '../../core/domain';
import { standardPixels } from '../../core/image-network/pixels';
import type { DenoiserWithBack } from '../../core/inverse/back';
import { beside, given, nothing, rowCount, take, unconditional, type Condition } from '../condition/index';
import { LOG_NOISE_LEAST, LOG_NOISE_MOST, type DenoiserOptions } from './denoiser';
import { withoutGradients } from './gan/frozen';
import { forward } from './pass';
import type { ImageTrainer } from './trainer';

/** Rows that go through the network at once: on the way back its memory is that of a step of training with as many. */
const CHUNK = 16;

export type BackOptions = Omit<DenoiserOptions, 'attended'>;

/**
 * `trainer.denoiser(options)`, whose answer can be followed back to x_t on any backend. With u = (alpha X / r + S F(X / r)) / r as in `imageDenoiser`,
 *
 *   (dE / dx)' v = (alpha g + S (dF / d input)' g) / r^2,   g = v where the answer was not clipped, 0 where it was,
 *
 * in x's own units, whose deviation falls out. With guidance F is (1 + w) F_c - w F_from, and both are followed back. Many pixels of a
 * digit are paper, at the edge of the range: who is led by the gradient asks with `clip: false`. Going back runs the network forward once more, so that a
 * step with it costs about three evaluations, and it is good for as long as the weights stand still. A step of training that is under way begins anew.
 */
export function imageDenoiserWithBack<T>(trainer: ImageTrainer<T>, options: BackOptions): DenoiserWithBack {
  const { schedule, guidance = 0, which = 'ema', clip = true, missing = {}, awayFrom } = options;
  const { mean, deviation } = options.pixels ?? standardPixels;
  const { device, bound, domain } = trainer;
  const { network, noiseConditional } = trainer.settings;
  const condition = options.condition ?? nothing(network, 1);
  const plain = trainer.denoiser(options);
  const ops = withoutGradients(device);
  const watcher = { ...(noiseConditional === false && { unconditioned: 'noise' as const }), ...missing };
  const [least, most] = clip ? standardRange(domain).map((u) => mean + deviation * u) : [-Infinity, Infinity];

  /** (dF / d input)' g of rows at one noise level. */
  const pull = (input: Float32Array, level: number, told: Condition, g: Float32Array): Float32Array => {
    device.use(which);
    const n = rowCount(told);
    const inputs = { n, logNoise: new Float32Array(n).fill(level), ...given(told, input, network) };
    return device.within(() => {
      const pass = forward(ops, bound, inputs, watcher);
      const [rows, columns] = device.shape(pass.output);
      return device.read(pass.back(device.put(g, rows, columns), true) as T);
    });
  };

  return {
    denoise: (x, t, out) => plain.denoise(x, t, out),
    withBack(x, t, out) {
      plain.denoise(x, t, out);
      const from = Float64Array.from(x.data);
      const free = Uint8Array.from(out.data, (value) => (value > least && value < most ? 1 : 0));
      const { dim } = x;
      const n = count(x);
      const alpha = schedule.alpha(t);
      const S = schedule.sigma(t) / deviation;
      const square = alpha * alpha + S * S;
      const r = Math.sqrt(square);
      const level = Math.min(LOG_NOISE_MOST, Math.max(LOG_NOISE_LEAST, Math.log(S / alpha)));
      const copies = guidance === 0 ? 1 : 2;
      return (v, into) => {
        for (let first = 0; first < n; first += CHUNK) {
          const rows = Math.min(CHUNK, n - first);
          const inTurn = (of: Condition) => {
            const all = rowCount(of);
            return take(
              of,
              Int32Array.from({ length: rows }, (_, i) => (first + i) % all),
            );
          };
          const asked = inTurn(condition);
          const told = copies === 1 ? asked : beside(asked, awayFrom ? inTurn(awayFrom) : unconditional(asked));
          const [at, length] = [first * dim, rows * dim];
          const [input, g] = [new Float32Array(copies * length), new Float32Array(copies * length)];
          for (let i = 0; i < length; i++) {
            input[i] = (from[at + i] - alpha * mean) / deviation / r;
            g[i] = free[at + i] ? (1 + guidance) * v.data[at + i] : 0;
            if (copies === 1) continue;
            input[length + i] = input[i];
            g[length + i] = free[at + i] ? -guidance * v.data[at + i] : 0;
          }
          const back = pull(input, level, told, g);
          for (let i = 0; i < length; i++) {
            const through = copies === 1 ? back[i] : back[i] + back[length + i];
            into.data[at + i] = (alpha * (free[at + i] ? v.data[at + i] : 0) + S * through) / square;
          }
        }
        trainer.abandonStep();
        return into;
      };
    },
  };
}
