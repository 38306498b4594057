/** Every claim of chapter 16, put to the test with the seeds from `firstSeed` on: what `core/claims` judges. */
import { experiment } from './record';
import { fields, list, number, object, table, text, type Shaped } from './shape';

const shape = fields({
  command: text,
  machine: text,
  /** Of all claims, each by itself. */
  seconds: number,
  /** Settings of both models: rows measured under others are not kept. */
  defaults: fields({ diffusion: object, gan: object, r3gan: object }),
  /** Floating-point operations of a training, where a claim does not say otherwise. */
  budget: number,
  firstSeed: number,
  /** By name: how many seeds, and a row for each. */
  claims: table(fields({ seeds: number, seconds: number, rows: list(table(number)) })),
});

export type Claims = Shaped<typeof shape>;

export const claimsRecord = experiment({
  name: 'claims',
  says: "chapter 16's experiments; `NAME …` for some of them",
  command: 'npm run train -- claims',
  takes: 'ten minutes',
  shape,
});
