import type { Batch } from '../batch';
import { prdc } from '../metric/prdc';
import type { Claim, Row, Work } from './claim';
import { budget, dispose, rivals, spent } from './rivals';
import type { Trainers } from './trainers';
import { finite, first, within } from './work';
import { yardstick } from './yardstick';

const count = 500;
/** What the starting noise or latent code is multiplied by: both sides may buy precision with recall, and the other way. */
const scales = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2] as const;
const names = ['ring', 'spiral'] as const;

interface Point {
  readonly scale: number;
  readonly precision: number;
  readonly recall: number;
}

/** Most recall of those with at least that precision; 0 where there is none. */
export function recallAt(precision: number, points: readonly Point[]): number {
  return points.reduce((best, point) => (point.precision >= precision ? Math.max(best, point.recall) : best), 0);
}

/** Recall at equal precision. */
export const diversity: Claim = {
  name: 'diversity',
  title: 'Diversity',
  said: 'Diffusion models are more diverse than GANs at the same quality.',
  test: `Both are trained for ${spent(budget)} on the ring and on the spiral. Precision and recall of ${count} samples, neighbour number 5. The starting noise of either side may be scaled from ${scales[0]} to ${scales.at(-1)}; compared is the most recall at a precision not under the lower of the two unscaled ones.`,
  counts: {
    for: 'Diffusion has the greater recall, on both shapes.',
    against: 'It has the smaller.',
  },
  change:
    'Guidance trades recall away and may turn this round. Recall by neighbours is generous to stray points: each widens what counts as covered.',
  axis: { label: 'recall at equal precision', log: false },
  series: names.flatMap((name) => [
    { key: `${name}Diffusion`, label: `diffusion, ${name}`, of: 'diffusion' } as const,
    { key: `${name}Gan`, label: `GAN, ${name}`, of: 'gan' } as const,
  ]),
  tests: names.map((name) => ({
    label: `recall at equal precision, diffusion less GAN, on the ${name}`,
    of: (row: Row) => row[`${name}Diffusion`] - row[`${name}Gan`],
    threshold: 0,
    holds: 'above',
    unit: 'share',
  })),
  seeds: { recorded: 10, live: 5 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      const both = yield* within(i / 2, i / 2 + 0.4, rivals(trainers, seed, name));
      const { target } = yardstick(name);
      const real = target.stratified
        ? first(count, shuffled(yardstick(name).heldOut))
        : first(count, yardstick(name).heldOut);
      const curve = function* (draw: (scale: number) => Batch): Generator<number, readonly Point[], void> {
        const points: Point[] = [];
        for (const scale of scales) {
          const x = draw(scale);
          const { precision, recall } = finite(x) ? prdc(real, x) : { precision: 0, recall: 0 };
          points.push({ scale, precision, recall });
          yield points.length / scales.length;
        }
        return points;
      };
      const own = yield* within(
        i / 2 + 0.4,
        i / 2 + 0.45,
        curve((scale) => both.diffusion.draw({ count, seed, scale })),
      );
      const rival = yield* within(
        i / 2 + 0.45,
        i / 2 + 0.5,
        curve((scale) => both.gan.draw({ count, seed, scale })),
      );
      const unscaled = (points: readonly Point[]) => points.find(({ scale }) => scale === 1)!;
      const precision = Math.min(unscaled(own).precision, unscaled(rival).precision);
      row[`${name}Precision`] = precision;
      row[`${name}Diffusion`] = recallAt(precision, own);
      row[`${name}Gan`] = recallAt(precision, rival);
      row[`${name}DiffusionPrecision`] = unscaled(own).precision;
      row[`${name}GanPrecision`] = unscaled(rival).precision;
      dispose(both, trainers);
    }
    return row;
  },
};

/** Every fourth row, and so on: stratified points stand in the order of their components. */
function shuffled({ data, dim }: Batch): Batch {
  const n = data.length / dim;
  const out = new Float64Array(data.length);
  for (let i = 0; i < n; i++)
    for (let d = 0; d < dim; d++) out[i * dim + d] = data[((i * 4 + Math.floor((i * 4) / n)) % n) * dim + d];
  return { data: out, dim };
}
