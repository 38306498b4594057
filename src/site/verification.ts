import { recorded } from '../record/index';
import type { VerifiedMethod } from '../record/methods';
import type { Verified } from '../record/verification';

export type { Verified };

export const verified: readonly Verified[] = recorded('verification');

/** The second table: methods beside the samplers. */
export const verifiedMethods: readonly VerifiedMethod[] = recorded('methods');

/** How a sampler here differs from public implementations of the same name, where it does. */
export const differences: Readonly<Record<string, string>> = {
  adaptiveSde:
    'The paper gives each picture its own step; here the points of a batch share one, by the root mean square of their errors.',
  annealedLangevin: 'A last denoising follows the moves, which the first paper did not have.',
  ddim: 'Some of diffusers’ runs cut E[x₀] to the range of the data (its clip_sample). Those are of DDIM with the same cut, and are counted here too.',
  deis: 'The polynomial is in the logarithm of the noise level, as in diffusers; the paper’s own are in t and in the noise level.',
  dpmSolver3: 'Inner points stand where the paper has them. diffusers takes them from the grid of times.',
  dpmpp2m: 'diffusers takes the last step at order 1 when there are fewer than 15; here this is an option.',
  dpmpp3m:
    'The public implementations leave out a factor 2 on the second difference and are then of order 2. They are the next row.',
  dpmFast:
    'The inner points are the paper’s; diffusers takes them from the grid of times. As the last step is of order 1, the whole is of order 2.',
  dpmSolver12:
    'A step that the worst of the points refuses is refused for all. The order is that of the better of its two solvers, on given steps.',
  dpmSolver23:
    'A step that the worst of the points refuses is refused for all. The order is that of the better of its two solvers, on given steps.',
  dpmSolver3m:
    'The public implementations leave out a factor 2 on the second difference; the runs compared were made without it.',
  dpmpp3mSde:
    'k-diffusion’s default takes its noise from a Brownian path; here, as in the reference runs, each step draws its own.',
  dpmppSde:
    'The two draws of a step are independent, as in the reference runs; k-diffusion’s default takes both from one Brownian path.',
  edmChurn: 'The raised noise level is at most the schedule’s last, at t = 1; the paper’s own grid ends below that.',
  eulerMaruyama:
    'The authors’ code always steps by 1 / N, whatever the distance between its times; here a step ends where the next begins, and theirs is an option.',
  pndm: 'The start is that of Stable Diffusion (Heun once); the paper’s Runge–Kutta start is an option.',
  predictorCorrector:
    'The authors evaluate the score at times that are not quite those of their discrete betas; here they are the same.',
  rk45: 'Steps are accepted by the error of the whole batch.',
  unipc:
    'Order 2 with the corrector gives order 3. The lower order of the last steps, on by default as in diffusers, is off while the order is measured: with it the whole is of order 2.',
};
