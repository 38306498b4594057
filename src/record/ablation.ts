/** The live network of chapter 10 with one thing changed, trained on the same few pictures. */
import { experiment } from './record';
import { fields, list, number, optional, table, text, type Shaped } from './shape';
import { fixed, mean, whole } from './words';

const judged = { agreement: number, frechet: number } as const;

/** One network, trained and measured: agreement and Fréchet distance of samples at `evaluations`. */
const run = fields({
  seed: number,
  seconds: number,
  heldOutLoss: number,
  ...judged,
  agreementUnguided: number,
  /** With the last weights in place of their average. */
  agreementOfLast: number,
  frechetOfLast: number,
  /** Of the whole network: each part taken away from it after training, by the names of the rows. */
  removed: optional(table(fields(judged))),
});

const shape = fields({
  command: text,
  machine: text,
  /** Pictures that every network learns from, repeats counted, and samples that it is judged by. */
  images: number,
  samples: number,
  seeds: list(number),
  guidance: number,
  evaluations: number,
  /** Hash of the judge's weights. */
  judge: text,
  settings: table(number),
  /** As many of each class as there are samples. */
  frechetOfHeldOut: number,
  rows: list(fields({ name: text, says: text, parameters: number, flopsPerForward: number, runs: list(run) })),
});

export type Ablation = Shaped<typeof shape>;
export type AblationRun = Shaped<typeof run>;

/** Mean over seeds. Throws where there is no such row. */
export function lossOf({ rows }: Ablation, name: string): number {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`ablation has no row ${name} (expected ${rows.map((one) => one.name).join(', ')})`);
  return mean(row.runs.map((one) => one.heldOutLoss));
}

export const ablation = experiment({
  name: 'ablation',
  says: "chapter 10's table of parts",
  command: 'npm run train -- ablation',
  takes: 'half an hour',
  shape,
  sentences: {
    images: ({ images }: Ablation) => whole(images),
    /** Of a run, and what as many real digits have. */
    samples: ({ samples }: Ablation) => whole(samples),
    'frechet-real': ({ frechetOfHeldOut }: Ablation) => fixed(frechetOfHeldOut, 1),
    /** How much the held-out loss grows without the skip. */
    'skip-loss': (table: Ablation) => `${fixed(100 * (lossOf(table, 'skip') / lossOf(table, 'whole') - 1), 0)} %`,
  },
  weights: ({ judge }) => ({ classifier: judge }),
});
