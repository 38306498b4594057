import { linear } from '../../../src/core/schedule/index';
import { race } from './shared/race';

const names = ['ddim', 'dpmpp2m', 'dpmpp3m'] as const;

/** Orders 1, 2 and 3 with five evaluations on steps equal in log-SNR: which ends farthest from the ODE? */
export function run(): Promise<{ answer: number; finding: string }> {
  const { sample, odeError } = race(linear(), 500);
  const errors = (evaluations: number): number[] => names.map((name) => odeError(sample(name, evaluations, 'logSnr')));
  const five = errors(5);
  const list = (values: readonly number[]): string => values.map((v) => v.toPrecision(2)).join(', ');
  return Promise.resolve({
    answer: five.indexOf(Math.max(...five)),
    finding: `Errors of orders 1, 2 and 3: ${list(five)} with 5 evaluations, ${list(errors(20))} with 20, ${list(errors(50))} with 50.`,
  });
}
