/** How the denoised point moves over one step, and the three guesses that give DDIM, 2M and 3M. */
import { batch, zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { frame as makeFrame } from '../../../src/picture/frame';
import { dots } from '../../../src/picture/dots';
import { line } from '../../../src/picture/line';
import { fixed } from '../../../src/picture/numbers';
import { linear } from '../../../src/core/schedule/index';
import type { PlateOf } from './panel';

const schedule = linear();
const denoiser = eightGaussians().denoiser(schedule);
/** Equal steps in tau = ln(kappa_t / kappa), the clock of the exponential integrator: half a log-SNR. */
export const drawnStep = 0.4;
const steps = 900;
/** log-SNR at the earliest of the three answers, at tau = -2 step. */
const startLogSnr = -3;

/** Second coordinate of x_0-hat along the exact path of one point, from tau = -2 step to tau = step. */
export function course(step: number): { readonly tau: Float64Array; readonly guess: Float64Array } {
  const n = steps;
  const tau = Float64Array.from({ length: n + 1 }, (_, i) => -2 * step + (3 * step * i) / n);
  const guess = new Float64Array(n + 1);
  const time = (at: number) => schedule.timeOfLogSnr(startLogSnr + 2 * (at + 2 * step));
  const x = batch([0.15, 0.62], 2);
  const out = zeros(1, 2);
  // dx/dtau of y = x / alpha is x_0-hat - y; a midpoint rule in y at steps so short that nothing of it can be seen.
  const t0 = time(tau[0]);
  const y = [x.data[0] / schedule.alpha(t0), x.data[1] / schedule.alpha(t0)];
  const h = (3 * step) / n;
  const answer = (at: number, of: readonly number[]) => {
    const t = time(at);
    const a = schedule.alpha(t);
    denoiser.denoise(batch([a * of[0], a * of[1]], 2), t, out);
    return [out.data[0], out.data[1]];
  };
  for (let i = 0; i <= n; i++) {
    const D = answer(tau[i], y);
    guess[i] = D[1];
    const half = [0, 1].map((d) => y[d] + (h / 2) * (D[d] - y[d]));
    const M = answer(tau[i] + h / 2, half);
    for (let d = 0; d < 2; d++) y[d] += h * (M[d] - half[d]);
  }
  return { tau, guess };
}

/** The guess after a share `s` of the step from the last `order` answers: constant, line or parabola. */
export function continued(order: 1 | 2 | 3, [d0, d1, d2]: readonly number[], s: number): number {
  if (order === 1) return d0;
  if (order === 2) return d0 + s * (d0 - d1);
  return d0 + s * (d0 - d1) + ((s * (s + 1)) / 2) * (d0 - 2 * d1 + d2);
}

/** The integral of e^-(h - tau) times guess and truth over the step, and their difference: what the step does wrong. */
export function miss(order: 1 | 2 | 3, step: number): number {
  const { tau, guess } = course(step);
  const past = answers(guess);
  let sum = 0;
  const h = (3 * step) / steps;
  for (let i = (2 * steps) / 3; i < steps; i++) {
    const mid = tau[i] + h / 2;
    const truth = (guess[i] + guess[i + 1]) / 2;
    sum += h * Math.exp(-(step - mid)) * (continued(order, past, mid / step) - truth);
  }
  return sum;
}

/** x_0-hat now and one and two steps ago. */
const answers = (guess: Float64Array): readonly number[] => [guess[(2 * steps) / 3], guess[steps / 3], guess[0]];

export function stepPlate(): PlateOf {
  const step = drawnStep;
  const { tau, guess } = course(step);
  const past = answers(guess);
  const low = Math.min(...guess);
  const high = Math.max(...guess, ...([1, 2, 3] as const).map((order) => continued(order, past, 1)));
  const room = 0.08 * (high - low);
  const names = { 1: ['DDIM', 'a constant'], 2: ['2M', 'a line'], 3: ['3M', 'a parabola'] } as const;
  const panels = ([1, 2, 3] as const).map((order) => {
    const frame = makeFrame({
      width: 284,
      height: 220,
      margin: 6,
      x: [-2 * step, step],
      y: [low - room, high + room],
    });
    const every = Array.from({ length: 41 }, (_, i) => (i / 40) * step);
    const [name, shape] = names[order];
    const used = [-2, -1, 0].slice(3 - order).map((k) => [k * step, past[-k]]);
    return {
      title: `${name}: ${shape}`,
      note: `error of the step ${fixed(Math.abs(miss(order, step)), 3)}`,
      label: `The denoised point against time over a step, and its continuation by ${shape} through the last ${order} answers.`,
      frame,
      marks: [
        { d: line(frame, [0, 0], frame.yDomain), as: 'fine', tone: 'soft' },
        { d: line(frame, tau, guess), as: 'line', tone: 'exact' },
        {
          d: line(
            frame,
            every,
            every.map((at) => continued(order, past, at / step)),
          ),
          as: 'dashed',
          tone: 'model',
        },
        { d: dots(frame, batch(used.flat(), 2)), as: 'dots', tone: 'model' },
      ] as const,
    };
  });
  return {
    panels,
    key: [
      { tone: 'exact', as: 'line', says: 'where the denoised point goes' },
      { tone: 'model', as: 'dots', says: 'answers used' },
      { tone: 'model', as: 'dashed', says: 'the guess over the step, right of the fine line' },
    ],
  };
}
