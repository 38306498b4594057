import {
  ddim,
  deis,
  dpm2,
  dpmpp2m,
  dpmpp3mPublic,
  dpmSolver1,
  dpmSolver2,
  dpmSolver2m,
  dpmSolver3m,
  edm,
  euler,
  heun,
  lms,
  pndm,
  unipc,
} from '../../../src/core/sampler';
import type { SamplerName } from '../../../src/core/sampler';
import { linear, type Schedule } from '../../../src/core/schedule';
import { fromBetas, timeOfIndex } from '../../../src/core/schedule/discrete';
import { linearBetas } from '../../../src/core/schedule/tables';
import { ladder, timesOf } from './ladder';
import {
  compare,
  exact,
  label,
  references,
  startOf,
  type Comparison,
  type Reference,
  type References,
} from './references';

/** A reference run and the sampler that must repeat it. */
export interface Case {
  readonly sampler: SamplerName;
  /** The public implementation. */
  readonly reference: string;
  readonly name: string;
  run(): Comparison;
}

type Plan = Omit<Case, 'name'>;

/** Every run of a file, by what `plan` makes of it (undefined: a run that is another file's or has no counterpart). */
export function cases(
  name: string,
  plan: (r: Reference, file: References) => Plan | readonly Plan[] | undefined,
): Case[] {
  const file = references(name);
  return file.outputs.flatMap((r) => {
    const planned = plan(r, file);
    const plans: readonly Plan[] = planned ? [planned].flat() : [];
    return plans.map((one) => ({ ...one, name: `${one.sampler} = ${one.reference} ${label(r)}` }));
  });
}

/** The input of a run over its list of noise levels. */
export function onLadder(file: References, r: Reference, kind: 've' | 'vp', levels = r.sigmas!) {
  const schedule = ladder(kind, levels[0]);
  return {
    denoiser: exact(file, r, schedule),
    schedule,
    times: timesOf(levels, levels[0]),
    x: startOf(file, kind === 've' ? levels[0] : 1),
  };
}

const finalLow = (r: Reference): boolean => r.steps < 15;
const distinct = (values: readonly number[]) => values.filter((v, i) => v !== values[i - 1]);
export const option = <T>(r: Reference, key: string, standard: T): T => (r.config?.[key] ?? standard) as T;

const kDiffusion = cases('samplers/kdiffusion', (r, file) => {
  const reference = 'k-diffusion';
  const input = onLadder(file, r, 've');
  switch (r.sampler) {
    case 'sample_euler':
      return { sampler: 'euler', reference, run: () => compare(euler(input), r) };
    case 'sample_heun':
      return { sampler: 'edm', reference, run: () => compare(edm(input), r) };
    case 'sample_dpm_2':
      return { sampler: 'dpm2', reference, run: () => compare(dpm2(input), r) };
    case 'sample_lms':
      return { sampler: 'lms', reference, run: () => compare(lms({ ...input, order: option(r, 'order', 4) }), r) };
    case 'sample_dpmpp_2m':
      return { sampler: 'dpmpp2m', reference, run: () => compare(dpmpp2m(input), r) };
    default:
      return undefined;
  }
});

/** EDM's Karras ladder: eq. 5. */
export function karras(n: number, min = 0.002, max = 80, rho = 7): number[] {
  const root = (s: number) => s ** (1 / rho);
  return Array.from({ length: n }, (_, i) => (root(max) + (i / (n - 1)) * (root(min) - root(max))) ** rho);
}

/** The schedules and steps of EDM's ablation, as its paper's table 1 has them. */
function ablation(r: Reference): { schedule: Schedule; times: Float64Array } | undefined {
  const n = r.steps;
  const at = (make: (u: number) => number) => Array.from({ length: n }, (_, i) => make(i / (n - 1)));
  switch (r.config!.discretization) {
    case 'vp':
      return { schedule: linear(), times: Float64Array.from([...at((u) => 1 + u * (1e-3 - 1)), 0]) };
    case 've': {
      const levels = at((u) => 100 * (0.02 / 100) ** u);
      return { schedule: ladder('ve', 100, 0.5), times: timesOf([...levels, 0], 100, 0.5) };
    }
    case 'edm':
      return { schedule: ladder('ve', 80), times: timesOf([...karras(n), 0], 80) };
    default:
      return undefined; // iddpm: the same method on another ladder
  }
}

const edmRuns = cases('samplers/edm', (r, file) => {
  const reference = 'NVlabs/edm';
  if (!r.config) {
    const input = onLadder(file, r, 've', [...karras(r.steps), 0]);
    return { sampler: 'edm', reference, run: () => compare(edm(input), r) };
  }
  const found = ablation(r);
  if (!found) return undefined;
  const { schedule, times } = found;
  const input = { denoiser: exact(file, r, schedule), schedule, times, x: startOf(file, schedule.sigma(times[0])) };
  if (r.config.solver === 'euler') return { sampler: 'euler', reference, run: () => compare(euler(input), r) };
  return { sampler: 'heun', reference, run: () => compare(heun({ ...input, alpha: option(r, 'alpha', 1) }), r) };
});

const diffusers = 'diffusers';

const heunRuns = cases('samplers/heun', (r, file) => {
  const input = onLadder(file, r, 've', distinct(r.sigmas!));
  return { sampler: 'edm', reference: diffusers, run: () => compare(edm(input), r) };
});

const pndmRuns = cases('samplers/pndm', (r, file) => {
  const schedule = fromBetas(linearBetas(1000));
  const visited = [...new Set(r.timesteps as readonly number[])].sort((a, b) => b - a);
  const stride = 1000 / r.steps;
  const grid = visited.filter((t) => t % stride === 0).map((i) => timeOfIndex(i, 1000));
  // By default the library's last step goes from index 0 to index 0: it does nothing, at the cost of an evaluation.
  const toData = r.config!.set_alpha_to_one === true;
  const input = {
    denoiser: exact(file, r, schedule),
    schedule,
    times: toData ? [...grid, 0] : grid,
    x: startOf(file, 1),
  };
  const start = r.config!.skip_prk_steps ? 'plms' : 'prk';
  const indexOf = (k: number) => (start === 'plms' ? k - 1 : k <= 12 ? k / 4 : k - 9);
  return {
    sampler: 'pndm',
    reference: diffusers,
    run: () => compare(pndm({ ...input, start }), r, { indexOf, unused: toData ? 0 : 1 }),
  };
});

const deisRuns = cases('samplers/deis', (r, file) => {
  const input = {
    ...onLadder(file, r, 'vp'),
    order: option<number>(r, 'solver_order', 2),
    lowerOrderFinal: finalLow(r),
  };
  return { sampler: 'deis', reference: diffusers, run: () => compare(deis(input), r) };
});

const multistepRuns = cases('samplers/dpm-multistep', (r, file) => {
  const low = finalLow(r) || option(r, 'euler_at_final', false);
  const input = { ...onLadder(file, r, 'vp'), lowerOrderFinal: low };
  const order = option<number>(r, 'solver_order', 2);
  if (r.config!.algorithm_type === 'dpmsolver') {
    if (order === 3)
      return {
        sampler: 'dpmSolver3m',
        reference: diffusers,
        run: () => compare(dpmSolver3m({ ...input, second: 1 }), r),
      };
    return { sampler: 'dpmSolver2m', reference: diffusers, run: () => compare(dpmSolver2m(input), r) };
  }
  if (order === 1) return { sampler: 'ddim', reference: diffusers, run: () => compare(ddim(input), r) };
  if (order === 3)
    return { sampler: 'dpmpp3mPublic', reference: diffusers, run: () => compare(dpmpp3mPublic(input), r) };
  const correction = option<'midpoint' | 'heun'>(r, 'solver_type', 'midpoint');
  return { sampler: 'dpmpp2m', reference: diffusers, run: () => compare(dpmpp2m({ ...input, correction }), r) };
});

const unipcRuns = cases('samplers/unipc', (r, file) => {
  if (r.config!.predict_x0 === false) return undefined; // the form in epsilon
  const input = {
    ...onLadder(file, r, 'vp'),
    order: option<number>(r, 'solver_order', 2),
    variant: option<'bh1' | 'bh2'>(r, 'solver_type', 'bh2'),
    corrector: r.config!.disable_corrector === undefined,
  };
  return { sampler: 'unipc', reference: diffusers, run: () => compare(unipc(input), r) };
});

/** Methods that are the same by other names, checked on the same runs. */
const twins = cases('samplers/kdiffusion', (r, file) => {
  const reference = 'k-diffusion';
  const input = onLadder(file, r, 've');
  if (r.sampler === 'sample_euler')
    return { sampler: 'dpmSolver1', reference, run: () => compare(dpmSolver1(input), r) };
  if (r.sampler === 'sample_dpm_2')
    return { sampler: 'dpmSolver2', reference, run: () => compare(dpmSolver2(input), r) };
  return undefined;
});

export const deterministicCases: readonly Case[] = [
  ...kDiffusion,
  ...edmRuns,
  ...heunRuns,
  ...pndmRuns,
  ...deisRuns,
  ...multistepRuns,
  ...unipcRuns,
  ...twins,
];
