/**
 * The two shipped models of digits beside each other, as the sentences of chapter 15 that their numbers make. A sentence that compares says which
 * side is ahead by the numbers, so that it stays true when the networks are trained again.
 */
import { experiment } from '../record';
import { lead } from '../spread';
import { fixed } from '../words';
import { diffusionRow, ganRow, invertedRow, timeOf, walkRow, type Rivals } from './reading';
import { shape } from './shape';

const percent = (v: number) => `${fixed(100 * v, v > 0.98 && v < 1 ? 1 : 0)}\u00a0%`;
/** Two digits that mean something. */
const round = (v: number) =>
  v >= 100 ? String(Math.round(v / 10) * 10) : v >= 10 ? fixed(v, 0) : v >= 1 ? fixed(v, 1) : fixed(v, 2);
const times = (v: number) => `${round(v)} times`;

const sentences = {
  machine: (r: Rivals) => r.machine.replace('; one thread', ''),
  'gan-ms': (r: Rivals) => `${round(r.speed.gan.milliseconds)} ms`,
  'diffusion-ms': (r: Rivals) => `${round(timeOf(r, 10))} ms`,
  'time-ratio': (r: Rivals) => times(timeOf(r, 10) / r.speed.gan.milliseconds),
  'flop-ratio': (r: Rivals) => times((20 * r.flops.diffusion) / r.flops.generator),
  'gan-mflop': (r: Rivals) => `${fixed(r.flops.generator / 1e6, 1)} million`,
  'diffusion-mflop': (r: Rivals) => `${fixed(r.flops.diffusion / 1e6, 1)} million`,
  'one-evaluation': (r: Rivals) => {
    const { agreement, frechet, diversity } = diffusionRow(r, 1);
    return `the judge takes ${percent(agreement)} of such pictures for what was asked, at a Fréchet distance of ${fixed(frechet, 0)} and a diversity of ${fixed(diversity, 2)}`;
  },
  shrink: (r: Rivals) => {
    const [whole, small] = [ganRow(r), ganRow(r, 0.6)];
    return `agreement goes from ${percent(whole.agreement)} to ${percent(small.agreement)}, and its diversity from ${fixed(whole.diversity, 2)} to ${fixed(small.diversity, 2)}`;
  },
  'walk-verdict': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'draws', 'spherical');
    const [longest, detour] = [lead(gan.longest, diffusion.longest), lead(gan.detour, diffusion.detour)];
    const sure = [longest, detour].filter((one) => one.sure).length;
    const worth = ['neither difference is', 'only one of the differences is', 'both differences are'][sure];
    const doubt = `${worth} more than twice its standard error${sure < 2 ? ', and twenty walks are few' : ''}`;
    if (longest.by > 0 !== detour.by > 0) return `neither has the smoother space on both counts; ${doubt}.`;
    return `the ${longest.by > 0 ? 'GAN’s' : 'diffusion model’s'} space is the smoother one on both counts; ${doubt}.`;
  },
  'walk-cause': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'draws', 'spherical');
    return diffusion.longest.mean > gan.longest.mean
      ? 'If the difference is one, I read it like this. A sampler decides: at middle noise it settles for one way of writing the digit, and where two neighbouring codes settle differently, the picture jumps. Guidance makes the decision harder. A generator has to reach all ways of writing with one smooth function. But it is a difference of degree, not the one between having a space of codes and having none.'
      : 'I had expected the sampler’s codes to be the rougher ones, as it settles for one way of writing at middle noise. The measurement does not bear that out.';
  },
  directions: (r: Rivals) => `${fixed(invertedRow(r, false).directions.mean, 0)} of the ${r.inversion.latent}`,
  share: (r: Rivals) => percent(invertedRow(r, false).share.mean),
  'code-length': (r: Rivals) => fixed(invertedRow(r, false).code.mean, 1),
  'random-share': (r: Rivals) => percent(r.inversion.latent / 784),
  'latent-length': (r: Rivals) => fixed(invertedRow(r, false).length.mean, 2),
};

export const rivals = experiment({
  name: 'rivals',
  says: "chapter 15's numbers; again when either shipped model changes",
  command: 'npm run train -- rivals',
  takes: 'minutes',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
