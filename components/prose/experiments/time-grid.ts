import { cosine, linear, type Schedule } from '../../../src/core/schedule/index';
import { least, race, type Grid } from './shared/race';

const order: readonly Grid[] = ['time', 'logSnr', 'karras'];

/** DPM-Solver++ (2M), twenty evaluations, on three grids: equal in t, equal in log-SNR, Karras. Which is nearest to the ODE? */
export function run(): Promise<{ answer: number; finding: string }> {
  const errors = (schedule: Schedule): number[] => {
    const { sample, odeError } = race(schedule, 500);
    return order.map((grid) => odeError(sample('dpmpp2m', 20, grid)));
  };
  const shown = ([time, logSnr, karras]: readonly number[]): string =>
    `${time.toFixed(3)} in t, ${logSnr.toFixed(3)} in log-SNR, ${karras.toFixed(3)} on the Karras grid`;
  const usual = errors(linear());
  return Promise.resolve({
    answer: least(usual),
    finding: `Errors under the linear schedule: ${shown(usual)}. Under the cosine schedule: ${shown(errors(cosine()))}.`,
  });
}
