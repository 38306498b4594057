import type { Batch } from '../../../src/core/batch';
import { asShown, greyOf } from '../../../src/core/image-network/pixels';
import { edgeEnergy, frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import type { AutoencoderTrainer } from '../../../src/net/image/autoencoder/trainer';
import type { Recovered } from '../../../src/record/latent';
import { agreement, standard } from '../../train/measure';
import { inkOf, judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import type { RecordOptions } from '../options';

/** What all parts of the record are measured with. */
export async function contextOf({ fresh, minutes }: Pick<RecordOptions, 'fresh' | 'minutes'>) {
  const { split, judge, hash, train, held } = await judgedDigits();
  const { labels } = split.heldOut;
  const reference = rooted(sampleMoments(train.features));
  const pictures = standard(split.heldOut);
  const edges = edgeEnergy(inkOf(split.heldOut.images), 28);
  const begun = performance.now();
  const judged = (x: ArrayLike<number>) => {
    const { classes, features } = judge.judge(asShown(x));
    return { agreement: agreement(classes, labels), frechet: frechetToRooted(reference, sampleMoments(features)) };
  };
  return {
    split,
    /** Of the judge's weights. */
    hash,
    labels,
    fresh,
    /** Minutes left of this sitting. */
    left: () => minutes - (performance.now() - begun) / 60_000,
    /** Pictures of the held-out digits' classes in their order, standard units. */
    judged,
    real: {
      agreement: agreement(held.classes, labels),
      frechet: frechetToRooted(reference, sampleMoments(held.features)),
    },
    /** Held-out digits through their mean codes and back. */
    recovered(codec: AutoencoderTrainer, codes: Float32Array): Recovered {
      const back = asShown(codec.decode(codes));
      return {
        ...judged(back),
        distortion: back.reduce((sum, v, i) => sum + (v - pictures[i]) ** 2, 0) / back.length,
        sharpness: edgeEnergy(inkOf(greyOf(back)), 28) / edges,
      };
    },
    held: pictures,
    /** Kept from an earlier sitting, or made now unless the time is up. */
    async part<T>(name: string, identity: unknown, make: () => Promise<T | undefined>): Promise<T | undefined> {
      const path = `.cache/latent/${name}.json`;
      const all = JSON.stringify([identity, split.hash, hash]);
      const before = fresh ? undefined : kept<T>(path, all);
      if (before !== undefined) return before;
      if (this.left() <= 0) return undefined;
      const found = await make();
      if (found === undefined) return undefined;
      keepForLater(path, all, found);
      tell(`${name}: ${JSON.stringify(found)}`);
      return found;
    },
  };
}

export type Context = Awaited<ReturnType<typeof contextOf>>;

/** Pictures in standard units as ink. */
export const inkOfStandard = (x: ArrayLike<number>): Batch => inkOf(greyOf(x));
