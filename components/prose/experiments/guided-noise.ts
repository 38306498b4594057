import { batch, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { classifierFree, fromPaperScale } from '../../../src/core/guidance';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, logSnrTimes, run as runToEnd } from '../../../src/core/sampler/index';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';

const points = 4000;
const steps = 200;

/** A class of two bumps, one of them half inside another class: its far bump's share, by the ODE and with noise, at w = 0 and 2. */
export function run(): Promise<{ answer: number; finding: string }> {
  const [plain, guided] = [0, 2].map((w) => [0, 1].map((eta) => far(w, eta)));
  const [ode, sde] = guided;
  return Promise.resolve({
    answer: Math.abs(ode - sde) < 0.03 ? 0 : sde < ode ? 1 : 2,
    finding:
      `Without guidance ${percent(plain[0])} of the points are in the far bump by the ODE and ${percent(plain[1])} with noise. ` +
      `With w = 2 it is ${percent(ode)} by the ODE and ${percent(sde)} with noise, in ${steps} steps each.`,
  });
}

/** The share of the samples left of the middle between the class's two bumps. */
function far(w: number, eta: number): number {
  const schedule = linear(scheduleDefaults.linear);
  const own = { means: batch([-1.6, 0, 0, 0], 2), scales: [0.3, 0.3] };
  const conditional = mixture({ weights: [1, 1], ...own }).denoiser(schedule);
  const whole = mixture({
    weights: [1, 1, 1, 1],
    means: batch([...own.means.data, 0.6, 0, 1.6, 0], 2),
    scales: [0.3, 0.3, 0.3, 0.3],
  }).denoiser(schedule);
  const x: Batch = runToEnd(ddim, {
    denoiser: classifierFree(conditional, whole, { scale: fromPaperScale(w) }),
    schedule,
    times: logSnrTimes(schedule, steps),
    x: normalBatch(points, 2, random(112)),
    random: random(113),
    eta,
  });
  let left = 0;
  for (let i = 0; i < x.data.length; i += 2) if (x.data[i] < -0.8) left += 1;
  return left / points;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
