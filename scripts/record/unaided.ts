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
/** The shortcut model's grid and share of jumps. */
export const SHORTCUT = { grid: 32, share: 0.5 } as const;

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

interface Limits {
  readonly hash: string;
  /** Operations that may be spent. */
  readonly flops: number;
  readonly minutes: number;
}

/** Trains for about `flops` operations. `trainer` is null where it was stopped: the same call goes on. */
async function alone({ name, network, data, forwards, objective, options }: Alone, { hash, flops, minutes }: Limits) {
  const perStep = BATCH * forwards * forwardFlops(network);
  const total = Math.round(flops / perStep);
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
  const trainer = new ImageTrainer(await createSimdDevice(bind(network)), settings, objective(total));
  trainer.setData(data);
  const identity = JSON.stringify([settings, options, hash]);
  const seconds = await run(trainer, { name, total, identity, fresh: false, minutes });
  return { trainer: seconds === undefined ? null : trainer, flops: total * perStep };
}

/** By consistency training: one forward of each row is its target's. */
export function consistencyAlone({ train, hash }: DigitSplit, flops: number, minutes: number) {
  const levels = (total: number) => ({
    plan: { total, first: 10, last: 80 },
    least: DIGIT_SIGMA_MIN,
    most: DIGIT_SIGMA_MAX,
  });
  const network = { ...pupilUNet, name: 'digit U-Net without a teacher' };
  const total = Math.round(flops / (BATCH * 4 * forwardFlops(network)));
  return alone(
    {
      name: 'digit-consistency',
      network,
      data: train,
      forwards: 4,
      objective: (n) => imageConsistency(levels(n)),
      options: levels(total),
    },
    { hash, flops, minutes },
  );
}

/** As a shortcut model: two forwards of each row that is a jump are its target's. */
export function shortcutAlone(
  { train, hash }: DigitSplit,
  flops: number,
  minutes: number,
  options = SHORTCUT as { readonly grid: number; readonly share: number },
) {
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
    { hash, flops, minutes },
  );
}
