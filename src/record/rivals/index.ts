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

const two = (ours: string, theirs: string) => `${ours} for the GAN, ${theirs} for the diffusion model`;

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
    return `from ${percent(whole.agreement)} agreement at a diversity of ${fixed(whole.diversity, 2)} to ${percent(small.agreement)} at ${fixed(small.diversity, 2)}`;
  },
  'walk-draws': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'draws', 'spherical');
    return `the longest of the eight steps is ${two(`${fixed(gan.longest.mean, 1)} times the mean`, `${fixed(diffusion.longest.mean, 1)}`)}, and the whole way ${fixed(gan.detour.mean, 1)} and ${fixed(diffusion.detour.mean, 1)} times as long as a straight one`;
  },
  'walk-verdict': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'draws', 'spherical');
    const [longest, detour] = [lead(gan.longest, diffusion.longest), lead(gan.detour, diffusion.detour)];
    const by = `by ${fixed(Math.abs(longest.by), 2)} ± ${fixed(longest.error, 2)} and ${fixed(Math.abs(detour.by), 2)} ± ${fixed(detour.error, 2)} (standard errors)`;
    if (longest.by > 0 !== detour.by > 0) return `Neither has the smoother space on both counts: they differ ${by}.`;
    const who = longest.by > 0 ? 'The GAN’s' : 'The diffusion model’s';
    return longest.sure && detour.sure
      ? `${who} space is the smoother one on both counts, ${by}.`
      : `${who} space is the smoother one on both counts, ${by}: of the two, ${longest.sure || detour.sure ? 'one is more than twice its error' : 'neither is twice its error'}, and twenty walks are few.`;
  },
  'walk-cause': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'draws', 'spherical');
    return diffusion.longest.mean > gan.longest.mean
      ? 'If there is a difference, I read it like this. A sampler decides: at middle noise it settles for one way of writing the digit, and where two neighbouring codes settle differently, the picture jumps. Guidance makes the decision harder. A generator has to reach all ways of writing with one smooth function. But it is a difference of degree, not the one between having a space of codes and having none.'
      : 'I had expected the sampler’s codes to be the rougher ones, as it settles for one way of writing at middle noise. The measurement does not bear that out.';
  },
  'walk-digits': (r: Rivals) => {
    const { gan, diffusion } = walkRow(r, 'digits', 'spherical');
    return `the longest step is ${two(fixed(gan.longest.mean, 1), fixed(diffusion.longest.mean, 1))}, the way ${fixed(gan.detour.mean, 1)} and ${fixed(diffusion.detour.mean, 1)} times as long as straight, and where the judge doubts most it still gives the class ${percent(gan.certainty.mean)} and ${percent(diffusion.certainty.mean)} on average`;
  },
  'linear-digits': (r: Rivals) => {
    const [round, straight] = [walkRow(r, 'draws', 'spherical'), walkRow(r, 'draws', 'linear')];
    return `the longest step changes from ${fixed(round.gan.longest.mean, 2)} to ${fixed(straight.gan.longest.mean, 2)} for the GAN, and from ${fixed(round.diffusion.longest.mean, 2)} to ${fixed(straight.diffusion.longest.mean, 2)} for the diffusion model`;
  },
  inversion: (r: Rivals) => {
    const { gan, diffusion } = invertedRow(r, false),
      last = diffusion.at(-1)!;
    return `the GAN’s nearest picture is off by ${fixed(gan.mean, 3)} per pixel on average (${fixed(gan.deviation, 3)} from digit to digit); DDIM, there and back in ${last.steps} steps each, by ${fixed(last.error.mean, 3)}, in ${diffusion[1].steps} steps by ${fixed(diffusion[1].error.mean, 3)}`;
  },
  mirrored: (r: Rivals) => {
    const [plain, mirrored] = [invertedRow(r, false), invertedRow(r, true)];
    return `The GAN’s error goes from ${fixed(plain.gan.mean, 3)} to ${fixed(mirrored.gan.mean, 3)}, ${times(mirrored.gan.mean / plain.gan.mean)} as much; DDIM’s in a hundred steps from ${fixed(plain.diffusion.at(-1)!.error.mean, 3)} to ${fixed(mirrored.diffusion.at(-1)!.error.mean, 3)}`;
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
