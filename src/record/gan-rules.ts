/** The game of chapter 14 that collapses, with one thing changed at a time. */
import { experiment } from './record';
import { boolean, fields, list, name, number, object, text, type Shaped } from './shape';
import { ganLosses } from '../core/gan/settings';

/** One game, played to its end: of the average of the generator's weights, and of its last ones. */
const run = fields({
  seed: number,
  /** Of eight. */
  modes: number,
  /** Share of the samples farther than three deviations from every mode. */
  between: number,
  /** Energy distance to the data. */
  distance: number,
  modesOfLast: number,
  distanceOfLast: number,
});

const player = fields({ width: number, depth: number });

const shape = fields({
  command: text,
  machine: text,
  steps: number,
  samples: number,
  seeds: list(number),
  rules: fields({
    loss: name(...ganLosses),
    gradientPenalty: number,
    r1: number,
    r2: number,
    relativistic: boolean,
    spectralNorm: boolean,
    instanceNoise: number,
    discriminatorSteps: number,
    generatorRate: number,
    discriminatorRate: number,
    decaySteps: number,
    beta1: number,
    batchSize: number,
    emaDecay: number,
  }),
  networks: fields({ latent: number, generator: player, discriminator: player }),
  /** What is changed in `rules`, and a game for each seed. */
  rows: list(fields({ name: text, says: text, change: object, runs: list(run) })),
});

export type GanRulesTable = Shaped<typeof shape>;

export const ganRules = experiment({
  name: 'gan-rules',
  says: "chapter 14's table of rules",
  command: 'npm run train -- gan-rules',
  takes: 'minutes',
  shape,
});
