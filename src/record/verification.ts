/** Every sampler, held against public implementations, closed forms and its own theory: the verification page. */
import { experiment } from './record';
import { boolean, fields, list, nullable, number, object, text, type Shaped } from './shape';

const row = fields({
  name: text,
  label: text,
  citation: text,
  source: text,
  stochastic: boolean,
  adaptive: boolean,
  evaluationsPerStep: number,
  statedOrder: number,
  /** Errors at the steps, and the slope of the last two; null for a sampler that has no order. */
  convergence: nullable(fields({ steps: list(number), errors: list(number), order: number })),
  /** Of what: end points, or the variance of Gaussian data. */
  convergenceOf: nullable(text),
  /** Options other than the defaults that the order was measured with. */
  options: object,
  /** By public implementation: runs repeated, and the largest difference, relative to the larger of the value and 1. */
  references: list(fields({ name: text, runs: number, largestError: number }), 0),
  /** With many steps of the exact denoiser. */
  marginal: fields({ steps: number, evaluations: number, energy: number, weightError: number, outside: number }),
  /** What is not verified; empty where nothing is. */
  gap: text,
});

const shape = list(row);

/** What the verification page says of one sampler. */
export type Verified = Shaped<typeof row>;

export const verification = experiment({
  name: 'verification',
  says: "the verification page's numbers; its test measures all of them anew",
  takes: 'half a minute',
  shape,
});
