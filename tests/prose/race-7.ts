import type { SamplerName } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';
import { race, type Grid } from '../../components/prose/experiments/shared/race';

/** The tables of chapter 7: exact denoiser of the eight Gaussians, linear schedule, 2,000 points. */
export const budgets = [5, 10, 20, 50] as const;

export interface Entrant {
  /** As the tables print it. */
  readonly label: string;
  readonly name: SamplerName;
  readonly options?: object;
  /** Its own grid, where the table's is not its. */
  readonly grid?: Grid;
}

export const odeEntrants: readonly Entrant[] = [
  { label: 'DDIM', name: 'ddim' },
  { label: 'Euler in $t$', name: 'euler' },
  { label: 'PNDM', name: 'pndm' },
  { label: 'DEIS', name: 'deis' },
  { label: 'DPM-Solver++ (2M)', name: 'dpmpp2m' },
  { label: '2M, exact weight', name: 'dpmpp2m', options: { correction: 'heun' } },
  { label: '3M, as in the libraries', name: 'dpmpp3m', options: { second: 1 } },
  { label: '3M, of order three', name: 'dpmpp3m', options: { second: 2 } },
  { label: 'UniPC', name: 'unipc' },
  { label: 'Heun in $t$', name: 'heun' },
  { label: 'EDM', name: 'edm' },
  { label: 'EDM on its own grid', name: 'edm', grid: 'karras' },
];
export const noiseEntrants: readonly Entrant[] = [
  { label: 'DDPM', name: 'ddpm' },
  { label: '2M SDE', name: 'dpmpp2mSde' },
  { label: 'EDM, churn 40', name: 'edmChurn' },
  { label: 'predictor–corrector', name: 'predictorCorrector' },
];

export interface RaceRow {
  readonly label: string;
  /** Root mean square distance to the ODE's end points, by budget; empty for a sampler that draws noise. */
  readonly error: readonly number[];
  readonly energy: readonly number[];
}

export function measured(grid: Grid = 'logSnr', entrants = [...odeEntrants, ...noiseEntrants]): readonly RaceRow[] {
  const { sample, odeError, energy } = race(linear(), 2000);
  return entrants.map((entrant) => {
    const { label, name, options } = entrant;
    const ends = budgets.map((evaluations) => sample(name, evaluations, entrant.grid ?? grid, undefined, options));
    return {
      label,
      error: noiseEntrants.includes(entrant) ? [] : ends.map(odeError),
      energy: ends.map(energy),
    };
  });
}

/** A row of a table as the chapter prints it. */
export function printed(label: string, values: readonly number[]): string {
  return `| ${[label, ...values.map((v) => (v >= 10 ? v.toFixed(0) : v >= 1 ? v.toFixed(1) : v >= 0.1 ? v.toFixed(2) : v.toFixed(3)))].join(' | ')} |`;
}
