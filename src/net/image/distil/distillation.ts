import { numbersOf } from '../../../core/domain';
import { bind } from '../../../core/image-network/parameters';
import { digitDomain } from '../../../core/image-network/pixels';
import { Epochs, picturePool, type LabelledPictures } from '../data';
import { joined, parted } from '../gan/saved';
import { startingPlayer } from '../gan/start';
import type { ImageDevice } from '../ops';
import { imageDistributionMatching, imitation, madePictures } from '../objective/distribution-matching';
import { checkSavedImages, type SavedImageNetwork } from '../settings';
import { ImageTrainer } from '../trainer';
import { labelsOf, PictureRival } from './rival';
import { distillationFlops, type DistillationSettings } from './settings';

/** One device a network. */
export interface DistillationDevices<T> {
  readonly pupil: ImageDevice<T>;
  readonly teacher: ImageDevice<T>;
  readonly fake: ImageDevice<T>;
  readonly rival: ImageDevice<T>;
}

/**
 * A pupil that learns to make in one evaluation, or two, what its teacher makes in many (`objective/distribution-matching.ts`). In a step the
 * pupil moves first; then the fake learns what was just made, and the discriminator, if it takes part, to tell it from data. Works on any backend's pieces.
 */
export class Distillation<T = unknown> {
  readonly pupil: ImageTrainer<T>;
  private readonly teacher: ImageTrainer<T>;
  private readonly fake: ImageTrainer<T>;
  private readonly rival: PictureRival<T> | null;
  private readonly made;
  private pool: ReturnType<typeof picturePool> | null = null;
  private epochs: Epochs | null = null;

  /** `weights` are the teacher's. Throws `RangeError` naming what was expected when a setting is out of range or the weights are another network's. */
  constructor(
    private readonly devices: DistillationDevices<T>,
    readonly settings: DistillationSettings,
    weights: Float32Array,
  ) {
    const { pupil, guidance, fakeRate, start, again, againShare, rivalWeight } = settings;
    const domain = pupil.domain ?? digitDomain;
    this.made = madePictures(pupil.batchSize, numbersOf(domain));
    this.teacher = new ImageTrainer(devices.teacher, pupil);
    this.fake = new ImageTrainer(
      devices.fake,
      { ...pupil, learningRate: fakeRate, decaySteps: pupil.decaySteps * settings.updates },
      imitation(this.made),
    );
    this.rival =
      rivalWeight > 0
        ? new PictureRival(devices.rival, bind(settings.rival), domain, {
            shift: settings.rivalShift,
            noise: settings.rivalNoise,
            rate: settings.rivalRate,
            seed: pupil.seed,
          })
        : null;
    this.pupil = new ImageTrainer(
      devices.pupil,
      pupil,
      imageDistributionMatching({
        teacher: this.teacher.asking('ema'),
        guidance,
        fake: this.fake.asking('raw'),
        made: this.made,
        domain,
        start,
        ...(againShare > 0 && { again: { level: again, share: againShare } }),
        ...(this.rival && { rival: { judge: this.rival, weight: rivalWeight } }),
      }),
    );
    for (const each of [this.teacher, this.fake, this.pupil]) each.load({ weights });
    devices.rival.load({ weights: startingPlayer(bind(settings.rival), pupil.seed) });
  }

  get steps(): number {
    return this.pupil.steps;
  }

  /** Rows that were made, repeats of a class counted. */
  get images(): number {
    return this.pupil.images;
  }

  get flopsPerStep(): number {
    return distillationFlops(this.settings) * this.settings.pupil.batchSize;
  }

  /** Gives the pictures whose classes are asked for, and which the discriminator sees (copied). */
  setData(pictures: LabelledPictures): void {
    const { network, domain = digitDomain, seed } = this.settings.pupil;
    this.pool = picturePool(pictures, domain, network.embedding?.classes ?? 0);
    this.epochs = new Epochs(seed, this.pool.count);
    this.pupil.setData(pictures);
    this.fake.setData(pictures);
  }

  /** Takes `steps` steps and returns the pupil's mean loss; one that isn't finite at once. */
  train(steps: number): number {
    let sum = 0;
    for (let k = 0; k < steps; k++) {
      const { steps: step, images } = this.pupil;
      const loss = this.pupil.train(1);
      if (!Number.isFinite(loss)) return loss;
      const other = this.follow(step, images);
      if (!Number.isFinite(other)) return other;
      sum += loss;
    }
    return sum / steps;
  }

  /** All weights as one: the pupil's, the fake's, the discriminator's. */
  save(): SavedImageNetwork {
    const { network, steps, images, ...pupil } = this.pupil.save();
    return {
      network,
      steps,
      images,
      ...joined(joined(pupil, this.fake.save()), this.devices.rival.save()),
    };
  }

  /** Takes saved numbers over; throws `RangeError` where they are of another size or not finite. */
  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    const size = this.pupil.parameters;
    const all = 2 * size + bind(this.settings.rival).size;
    checkSavedImages(saved, this.settings.pupil.network.name, all);
    const { steps = 0, images = 0 } = saved;
    const [networks, rival] = parted(saved, 2 * size);
    const [pupil, fake] = parted(networks, size);
    this.pupil.load({ ...pupil, steps, images });
    this.fake.load({ ...fake, steps: steps * this.settings.updates, images: images * this.settings.updates });
    this.devices.rival.load(rival);
  }

  dispose(): void {
    for (const device of Object.values<ImageDevice<T>>({ ...this.devices })) device.dispose();
  }

  /** What learns of what was made in step `step`, before which `seen` rows were. */
  private follow(step: number, seen: number): number {
    const { updates, pupil } = this.settings;
    const { pool, epochs, made } = this;
    if (!pool || !epochs) throw new Error('there are no pictures to ask for (expected setData first)');
    const loss = updates > 0 ? this.fake.train(updates) : 0;
    if (!this.rival) return loss;
    const numbers = made.values.length / made.count;
    const real = new Float32Array(made.values.length);
    for (let i = 0; i < made.count; i++) {
      const row = epochs.at(seen + i);
      real.set(pool.values.subarray(row * numbers, (row + 1) * numbers), i * numbers);
    }
    const labels = labelsOf(made.condition);
    return (
      loss + this.rival.learn({ pictures: made.values, labels }, { pictures: real, labels }, step, pupil.microBatch)
    );
  }
}
