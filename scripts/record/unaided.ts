import { digitUNet, shippedUNet } from '../../src/core/image-network/digits';
import type { ImageNetwork } from '../../src/core/image-network/description';
import { forwardFlops } from '../../src/core/image-network/flops';
import { bind } from '../../src/core/image-network/parameters';
import { pupilUNet } from '../../src/core/image-network/pupil';
import { DIGIT_SIGMA_MAX, DIGIT_SIGMA_MIN } from '../../src/core/image-network/sampling';
import type { ConditionedData, LabelledPictures } from '../../src/net/image/data';
import { imageConsistency } from '../../src/net/image/objective/consistency';
import type { ImageObjective } from '../../src/net/image/objective/objective';
import { imageShortcut, jumpSizes } from '../../src/net/image/objective/shortcut';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageTrainer } from '../../src/net/image/trainer';
import type { DigitSplit } from '../train/files';
import { run } from '../train/run';

// The pupil's network from nothing, by objectives that need no teacher and give digits in few evaluations.

const BATCH = 16;
/**
 * The shortcut model's grid and share of jumps. Four were tried at this work, one seed each, by the Fréchet distance of one set of 999 samples by one jump: 32 and a half
 * 167, 8 and a half 121, 32 and a quarter 141, 8 and a quarter 92 (`src/record/trials.json`).
 */
export const SHORTCUT = { grid: 8, share: 0.25 } as const;

/** The pupil's network, told the size of a jump by a second attribute. */
export const shortcutUNet = (grid: number): ImageNetwork =>
  digitUNet({
    name: 'digit shortcut U-Net',
    channels: [16, 48],
    groups: [4, 8],
    embedding: { ...shippedUNet.embedding!, classes: 0, attributes: [10, jumpSizes(grid)] },
  });

interface Alone {
  readonly name: string;
  readonly network: ImageNetwork;
  readonly data: LabelledPictures | ConditionedData;
  /** Forwards of a row in a step; three of them are the step's own. */
  readonly forwards: number;
  readonly objective: (total: number) => ImageObjective;
  /** What else decides the run. */
  readonly options: unknown;
}

/** A network that needs no teacher, before it has learned. */
export interface Untaught {
  /** What it costs to train it. */
  readonly flops: number;
  /** Null where it was stopped after so many minutes: the same call goes on. */
  readonly train: (minutes: number) => Promise<ImageTrainer | null>;
}

/** One that trains for about `budget` operations on digits of this hash. */
function alone(
  { name, network, data, forwards, objective, options }: Alone,
  { hash, budget }: { readonly hash: string; readonly budget: number },
): Untaught {
  const perStep = BATCH * forwards * forwardFlops(network);
  const total = Math.round(budget / perStep);
  const settings = {
    network,
    learningRate: 1e-3,
    warmup: 100,
    decaySteps: total,
    batchSize: BATCH,
    microBatch: 8,
    emaDecay: 0.995,
    labelDropout: 0,
    clip: 1,
    seed: 1,
  };
  return {
    flops: total * perStep,
    async train(minutes) {
      const trainer = new ImageTrainer(await createSimdDevice(bind(network)), settings, objective(total));
      trainer.setData(data);
      const identity = JSON.stringify([settings, options, hash]);
      return (await run(trainer, { name, total, identity, fresh: false, minutes })) === undefined ? null : trainer;
    },
  };
}

/** By consistency training: one forward of each row is its target's. */
export function consistencyAlone({ train, hash }: DigitSplit, budget: number): Untaught {
  const levels = (total: number) => ({
    plan: { total, first: 10, last: 80 },
    least: DIGIT_SIGMA_MIN,
    most: DIGIT_SIGMA_MAX,
  });
  const network = { ...pupilUNet, name: 'digit U-Net without a teacher' };
  const total = Math.round(budget / (BATCH * 4 * forwardFlops(network)));
  return alone(
    {
      name: 'digit-consistency',
      network,
      data: train,
      forwards: 4,
      objective: (n) => imageConsistency(levels(n)),
      options: levels(total),
    },
    { hash, budget },
  );
}

/** As a shortcut model: two forwards of each row that is a jump are its target's. */
export function shortcutAlone({ train, hash }: DigitSplit, budget: number): Untaught {
  const options = SHORTCUT;
  const labels = Int32Array.from(train.labels);
  const fields = [labels, new Int32Array(labels.length).fill(-1)];
  const data = {
    values: Float32Array.from(train.images, (p) => p / 255),
    condition: { kind: 'attributes', fields },
  } as const;
  return alone(
    {
      name: 'digit-shortcut',
      network: shortcutUNet(options.grid),
      data,
      forwards: 3 + 2 * options.share,
      objective: () => imageShortcut(options),
      options,
    },
    { hash, budget },
  );
}
