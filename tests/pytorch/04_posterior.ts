import { posterior, type Posterior } from '../../src/core/process/posterior';
import { linear } from '../../src/core/schedule/index';

/** The posterior of a long step and of one step of a chain of a thousand, and the bound's weight on the noise error. */
export function expected(): object {
  const schedule = linear();
  const snr = (t: number): number => (schedule.alpha(t) / schedule.sigma(t)) ** 2;
  const weight = (s: number, t: number): number => (0.5 * (snr(s) - snr(t))) / snr(t);
  const step = numbers(posterior(schedule, 0.399, 0.4));
  return {
    long_step: numbers(posterior(schedule, 0.2, 0.7)),
    one_step: step,
    ddpm: step,
    weight_early: weight(0.009, 0.01),
    weight_middle: weight(0.499, 0.5),
  };
}

function numbers({ noised, data, variance }: Posterior): object {
  return { noised, data, variance };
}
