/** Training in parts of a batch: a whole step on pictures may take longer than a slice. */
import type { LabelledPictures } from '../../../../net/image/data';
import type { TrainingSlice } from '../../../../net/image/slices';
import type { Request } from '../../../protocol';
import type { Learner, Slice } from '../../../worker/half';
import { divergedLoss } from '../../../worker/sentences';

/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;

/** Least milliseconds between two kept copies of the weights: each is some megabytes. */
export const pictureKeepMs = 4000;

/** Messages that do not wait until pictures are drawn: all look again afterwards, or train on, so none is missed. */
export const pictureHurriedBy: readonly Request['type'][] = ['play', 'configure', 'watch'];

/** What goes through its pictures in parts of a batch. */
export interface SlicedTrainer {
  readonly images: number;
  readonly settings: { readonly batchSize: number; readonly microBatch: number };
  slice(): TrainingSlice;
  setData(pictures: LabelledPictures): void;
  configure(change: { readonly microBatch: number }): void;
}

/** The trainer with what a run knows beside its weights. */
export interface PictureLearner<Saved> extends Learner<Saved> {
  readonly network: SlicedTrainer;
  /** Rows that go through the networks in a step, for each picture of the batch: two where two players have a turn. */
  readonly turns: number;
  /** Milliseconds of training. */
  trained: number;
}

/** At most so many steps: parts of a batch until the slice is over. */
export function advanceByParts<Saved>(learner: PictureLearner<Saved>, steps: number): Slice {
  const { network, turns } = learner;
  const { batchSize, microBatch } = network.settings;
  const from = performance.now();
  let parts = 0,
    stepped = 0,
    sum = 0,
    fine = true,
    partway = false;
  do {
    const slice = network.slice();
    parts++;
    partway = !slice.stepped;
    if (slice.stepped) {
      stepped++;
      sum += slice.loss;
    }
    fine = !slice.broken && !(slice.stepped && !(slice.loss < divergedLoss));
  } while (fine && stepped < steps && performance.now() - from < sliceMs * (1 - 1 / (parts + 1)));
  const ms = performance.now() - from;
  learner.trained += ms;
  const rows = Math.min(batchSize, microBatch);
  // Larger parts are quicker; a part is to take less than a slice. Within a step the cut stays: its parts are counted as alike.
  const fits = 2 ** Math.floor(Math.log2(Math.max(1, (sliceMs * parts * rows) / ms)));
  if (!partway && Math.min(fits, batchSize) !== microBatch)
    network.configure({ microBatch: Math.min(fits, batchSize) });
  return { steps: stepped, loss: sum / stepped, work: (parts * rows) / (turns * batchSize), partway, broken: !fine };
}
