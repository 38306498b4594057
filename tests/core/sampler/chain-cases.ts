import { ddim, ddimClipped, ddpm, discreteTimes } from '../../../src/core/sampler';
import { fromBetas } from '../../../src/core/schedule/discrete';
import { linearBetas, scaledLinearBetas } from '../../../src/core/schedule/tables';
import { lcg } from '../golden';
import { cases, option, type Case } from './cases';
import { compare, exact, startOf, type Reference, type References } from './references';

interface ChainRun extends Reference {
  readonly step_kwargs?: { readonly eta?: number };
}

const linear1000 = fromBetas(linearBetas(1000));

function input(r: Reference, file: References) {
  const config = r.config!;
  const schedule = config.beta_schedule === 'scaled_linear' ? fromBetas(scaledLinearBetas(1000)) : linear1000;
  const trailing = r.variant!.includes('trailing') || config.timestep_spacing === 'trailing';
  const times = discreteTimes(r.steps, 1000, trailing ? 'trailing' : 'leading');
  // By default the library's last step goes from index 0 to index 0: it does nothing, at the cost of an evaluation.
  const toData = config.set_alpha_to_one !== false;
  return {
    denoiser: exact(file, r, schedule),
    schedule,
    times: toData ? times : times.subarray(0, -1),
    x: startOf(file, 1),
    unused: toData ? 0 : 1,
  };
}

const reference = 'diffusers';

export const chainCases: readonly Case[] = [
  ...cases('ddim', (r, file) => ({
    sampler: 'ddim',
    reference,
    run() {
      const all = input(r, file);
      const clip = option(r, 'clip_sample', false) ? option(r, 'clip_sample_range', 1) : undefined;
      return compare(clip === undefined ? ddim(all) : ddimClipped({ ...all, clip }), r, all);
    },
  })),
  ...cases('ddim-eta', (run, file) => {
    const r: ChainRun = run;
    const noisy = () => ({ ...input(r, file), random: lcg(r.noise_seed!), eta: r.step_kwargs!.eta! });
    return { sampler: 'ddim', reference, run: () => compare(ddim(noisy()), r) };
  }),
  ...cases('ddpm', (r, file) => {
    const variance = r.config!.variance_type === 'fixed_large' ? 'large' : 'small';
    const noisy = () => ({ ...input(r, file), random: lcg(r.noise_seed!), variance }) as const;
    return { sampler: 'ddpm', reference, run: () => compare(ddpm(noisy()), r) };
  }),
];
