import type { SamplerName } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';
import { race, type Grid } from '../../components/prose/experiments/shared/race';

/** The tables of chapter 7: exact denoiser of the eight Gaussians, linear schedule, 2,000 points. */
export const budgets = [5, 10, 20, 50] as const;
export const odeRows: readonly SamplerName[] = [
  'ddim',
  'euler',
  'pndm',
  'deis',
  'dpmpp2m',
  'dpmpp3m',
  'unipc',
  'heun',
  'edm',
];
export const noiseRows: readonly SamplerName[] = ['ddpm', 'dpmpp2mSde', 'edmChurn', 'predictorCorrector'];

export interface RaceRow {
  readonly name: SamplerName;
  /** Root mean square distance to the ODE's end points, by budget; empty for a sampler that draws noise. */
  readonly error: readonly number[];
  readonly energy: readonly number[];
}

export function measured(grid: Grid = 'logSnr'): { readonly rows: readonly RaceRow[] } {
  const { sample, odeError, energy } = race(linear(), 2000);
  const rows = [...odeRows, ...noiseRows].map((name) => {
    const ends = budgets.map((evaluations) => sample(name, evaluations, grid));
    return { name, error: odeRows.includes(name) ? ends.map(odeError) : [], energy: ends.map(energy) };
  });
  return { rows };
}

/** A row of a table as the chapter prints it. */
export function printed(label: string, values: readonly number[]): string {
  return `| ${[label, ...values.map((v) => (v >= 10 ? v.toFixed(0) : v >= 1 ? v.toFixed(1) : v >= 0.1 ? v.toFixed(2) : v.toFixed(3)))].join(' | ')} |`;
}

/** The names that the tables use: shorter than a menu's. */
export const short: { readonly [K in SamplerName]?: string } = {
  ddpm: 'DDPM',
  ddim: 'DDIM',
  euler: 'Euler in $t$',
  pndm: 'PNDM',
  deis: 'DEIS',
  dpmpp2m: 'DPM-Solver++ (2M)',
  dpmpp3m: 'DPM-Solver++ (3M)',
  unipc: 'UniPC',
  heun: 'Heun in $t$',
  edm: 'EDM',
  dpmpp2mSde: '2M SDE',
  edmChurn: 'EDM, churn 40',
  predictorCorrector: 'predictor–corrector',
};
