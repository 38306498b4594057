/** Both live models on few digits, at one budget, and what that comes to as sentences of chapter 15: which side is ahead is read from the numbers. */
import { experiment } from '../record';
import { fixed, whole } from '../words';
import { better, narrowCases, sides, spreadOf, wholeCases, type SmallCase, type SmallDataFile } from './reading';
import { shape } from './shape';

const percent = (v: number) => `${fixed(100 * v, 0)}\u00a0%`;
const names = { diffusion: 'the diffusion model', gan: 'the GAN' } as const;

const listed = (counts: readonly string[]): string =>
  counts.length > 1 ? `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}` : counts[0];

function verdict(of: SmallCase): string {
  const { side, clear } = better(of, 'frechet');
  return `${names[side]} is ahead${clear ? ' with every seed' : ', though not with every seed'}`;
}

const smallest = (data: SmallDataFile): SmallCase => wholeCases(data)[0];
const largest = (data: SmallDataFile): SmallCase => wholeCases(data).at(-1)!;

const sentences = {
  'all-digits': (data: SmallDataFile) => whole(largest(data).count),
  crossing: (data: SmallDataFile) => {
    const all = wholeCases(data).map((one) => ({ count: whole(one.count), ...better(one, 'frechet') }));
    const ahead = (wanted: 'diffusion' | 'gan') =>
      all.filter(({ side, clear }) => clear && side === wanted).map(({ count }) => count);
    const open = all.filter(({ clear }) => !clear).map(({ count }) => count);
    const parts = [
      ...sides.flatMap((side) =>
        ahead(side).length > 0 ? [`${names[side]} is ahead with ${listed(ahead(side))}`] : [],
      ),
      ...(open.length > 0 ? [`with ${listed(open)} not every seed agrees`] : []),
    ];
    return `Of digits of all classes, ${parts.join('; ')}`;
  },
  short: (data: SmallDataFile) => {
    const agreement = (side: 'diffusion' | 'gan') => percent(spreadOf(largest(data)[side], 'agreement').mean);
    const [few, all] = [smallest(data), largest(data)].map((one) => spreadOf(one.diffusion, 'frechet').mean);
    const short = `With all digits the judge reads ${agreement('diffusion')} of what the diffusion model draws as what was asked, and ${agreement('gan')} of what the GAN draws`;
    return all > few
      ? `${short}: at this budget the diffusion model has not finished learning nine thousand digits. That, I take it, is why more digits make it worse here: a hundred can be learned by heart in the time`
      : `${short}; more digits make both better, or the diffusion model at least`;
  },
  nearest: (data: SmallDataFile) => {
    const one = smallest(data);
    return `Among ${one.count} digits, the mean distance of a sample to the nearest one learned from is ${sides.map((side) => `${fixed(spreadOf(one[side], 'nearest').mean, 1)} for ${names[side]}`).join(' and ')}; of a real digit that is not among them, ${fixed(one.real.nearest, 1)}`;
  },
  narrow: (data: SmallDataFile) => narrowCases(data).map(verdict).join('; '),
  'narrow-verdict': (data: SmallDataFile) => {
    const { side, clear } = better(narrowCases(data)[0], 'frechet');
    return side === 'gan' && clear
      ? 'So this entry of the list holds here, at this budget. One class is a small task for a generator, a surface with few ways to go; the diffusion model learns the same class at every level of noise, and has not finished.'
      : 'So this entry of the list does not hold here as it stands. One class is a smaller task for the generator, and for the discriminator as well, which has less to learn before it knows all the pictures there are.';
  },
  'narrow-spread': (data: SmallDataFile) =>
    narrowCases(data)
      .map((one) => {
        const factor = (side: 'diffusion' | 'gan') => {
          const { least, most } = spreadOf(one[side], 'frechet');
          return most / least;
        };
        const [a, b] = [factor('diffusion'), factor('gan')];
        const rest = `the worst of the GAN’s runs is at ${fixed(b, 1)} times the distance of its best, the worst of the diffusion model’s at ${fixed(a, 1)} times`;
        return Math.max(a, b) > 1.5 * Math.min(a, b)
          ? `The mean is not the whole of it: ${rest}. With the ${b > a ? 'GAN' : 'diffusion model'}, what one gets depends more on the seed.`
          : `From seed to seed they vary alike: ${rest}.`;
      })
      .join(' '),
};

export const smallData = experiment({
  name: 'small-data',
  says: "chapter 15's runs on few digits",
  command: 'npm run train -- small-data',
  takes: 'a quarter of an hour',
  shape,
  sentences,
  weights: ({ judge }) => ({ classifier: judge }),
});
