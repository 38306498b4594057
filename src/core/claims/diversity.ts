import type { Batch } from '../batch';
import { prdc } from '../metric/prdc';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { entrantLabels, entrantNames, ganNames, suffixes, type GanEntrant } from './entrants';
import { budget, shapes } from './protocol';
import { dispose, rivals, spent } from './rivals';
import type { Trainers } from './trainers';
import { finite, first, within } from './work';
import { yardstick } from './yardstick';

const count = 500;
/** What the starting noise or latent code is multiplied by: both sides may buy precision with recall, and the other way. */
const scales = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2] as const;

/** The diffusion model's recall at the precision that it is compared with this GAN at. */
const against = (shape: string, who: GanEntrant) => `${shape}Diffusion${suffixes[who]}`;

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
  test: `All are trained for ${spent(budget)} on the ring and on the spiral. Precision and recall of ${count} samples, neighbour number 5. The starting noise of each may be scaled from ${scales[0]} to ${scales.at(-1)}; compared is the most recall at a precision not under the lower of the two unscaled ones. True samples: their recall as they are.`,
  counts: {
    for: 'Diffusion has a greater recall than either GAN, on both shapes.',
    against: 'It has a smaller one.',
  },
  change:
    'Guidance trades recall away and may turn this round. Recall by neighbours is generous to stray points: each widens what counts as covered.',
  axis: { label: 'recall at equal precision', log: false },
  series: shapes.flatMap((shape) => [
    ...ganNames.flatMap(
      (who) =>
        [
          { key: against(shape, who), label: `diffusion beside ${entrantLabels[who]}, ${shape}`, of: 'diffusion' },
          { key: `${shape}${suffixes[who]}`, label: `${entrantLabels[who]}, ${shape}`, of: who },
        ] as const,
    ),
    { key: `${shape}True`, label: `true samples, ${shape}`, of: 'true' } as const,
  ]),
  tests: ganNames.flatMap((who) =>
    shapes.map((shape) => ({
      label: `recall at equal precision, diffusion less ${entrantLabels[who]}, on the ${shape}`,
      of: (row: Row) => row[against(shape, who)] - row[`${shape}${suffixes[who]}`],
      threshold: 0,
      holds: 'above' as const,
      unit: 'share' as const,
    })),
  ),
  seeds: { recorded: 12, live: 5 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, shape] of shapes.entries()) {
      const all = yield* within(i / 2, i / 2 + 0.38, rivals(trainers, seed, shape));
      const { target, heldOut } = yardstick(shape);
      const real = first(count, target.stratified ? shuffled(heldOut) : heldOut);
      const curves: Record<string, readonly Point[]> = {};
      for (const [k, who] of entrantNames.entries()) {
        const model = all[who];
        const points = curve(real, (scale) => model.draw({ count, seed, scale }));
        curves[who] = yield* within(i / 2 + 0.38 + 0.04 * k, i / 2 + 0.42 + 0.04 * k, points);
        row[`${shape}${suffixes[who]}Precision`] = unscaled(curves[who]).precision;
      }
      // Each pair at its own lower precision: what one GAN lacks changes nothing in the comparison with the other.
      for (const who of ganNames) {
        const lower = Math.min(unscaled(curves.diffusion).precision, unscaled(curves[who]).precision);
        row[against(shape, who)] = recallAt(lower, curves.diffusion);
        row[`${shape}${suffixes[who]}`] = recallAt(lower, curves[who]);
      }
      const own = prdc(real, target.sample(count, random(seed).split('true')));
      row[`${shape}True`] = own.recall;
      row[`${shape}TruePrecision`] = own.precision;
      dispose(all, trainers);
    }
    return row;
  },
};

function* curve(real: Batch, draw: (scale: number) => Batch): Generator<number, readonly Point[], void> {
  const points: Point[] = [];
  for (const scale of scales) {
    const x = draw(scale);
    const { precision, recall } = finite(x) ? prdc(real, x) : { precision: 0, recall: 0 };
    points.push({ scale, precision, recall });
    yield points.length / scales.length;
  }
  return points;
}

const unscaled = (points: readonly Point[]) => points.find(({ scale }) => scale === 1)!;

/** Every fourth row, and so on: stratified points stand in the order of their components. */
function shuffled({ data, dim }: Batch): Batch {
  const n = data.length / dim;
  const out = new Float64Array(data.length);
  for (let i = 0; i < n; i++)
    for (let d = 0; d < dim; d++) out[i * dim + d] = data[((i * 4 + Math.floor((i * 4) / n)) % n) * dim + d];
  return { data: out, dim };
}
