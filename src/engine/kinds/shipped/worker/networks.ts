/** The shipped digit networks in the worker, each fetched and built when it is first asked for. */
import type { CascadeSide } from '../../../../core/image-network/cascade';
import type { SearchIndex } from '../../../../core/search/index-file';
import { digitSchedule } from '../../../../core/image-network/sampling';
import { ofClass } from '../../../../net/condition/class';
import { autoencoderDefaults } from '../../../../net/image/autoencoder/settings';
import { shippedLatentSettings } from '../../../../net/image/autoencoder/shipped';
import type { AutoencoderTrainer } from '../../../../net/image/autoencoder/trainer';
import { shippedCascade } from '../../../../net/image/cascade/settings';
import { shippedContrastive } from '../../../../net/image/contrastive/settings';
import type { ContrastiveTrainer } from '../../../../net/image/contrastive/trainer';
import { createImageClassifier, createImageTrainer } from '../../../../net/image/create';
import { beside } from '../../../../net/image/gan/saved';
import { shippedGanSettings } from '../../../../net/image/gan/shipped';
import type { ImageGan } from '../../../../net/image/gan/trainer';
import type { ImageClassifier } from '../../../../net/image/classifier';
import { shippedPupilSettings } from '../../../../net/image/distil/shipped';
import type { ImageTrainerSettings } from '../../../../net/image/settings';
import { shippedSettings } from '../../../../net/image/shipped';
import { shippedTextSettings } from '../../../../net/image/text/shipped';
import { translationSettings } from '../../../../net/image/translation/settings';
import type { ImageTrainer } from '../../../../net/image/trainer';
import { shippedUnclip } from '../../../../net/image/unclip/settings';
import type { Backend, BackendChoice } from '../../../backends';
import { shippedCodecs, type CodecName } from '../codecs';
import { pictureSize } from '../pixels';
import { loadIndex } from '../search-index';
import { loadWeights, type ShippedName, type ShippedWeights } from '../weights';
import { startOn, timed, type Contest } from '../../../worker/backend';
import { tensorflowUsed } from '../../../worker/tensorflow';

/** The networks that requests for digits are answered with. */
export interface DigitNetworks {
  trainer(): Promise<ImageTrainer>;
  /** The pupil of `trainer`. */
  pupil(): Promise<ImageTrainer>;
  judge(): Promise<ImageClassifier>;
  noisyJudge(): Promise<ImageClassifier>;
  gan(): Promise<ImageGan>;
  /** An autoencoder, to encode and decode with: digits into codes of mean 0 and deviation 1, and back. */
  codec(name: CodecName): Promise<AutoencoderTrainer>;
  /** The denoiser of flat codes. */
  latent(): Promise<ImageTrainer>;
  /** What captions say, in codes of the autoencoder `spatial`. */
  text(): Promise<ImageTrainer>;
  /** Pictures and captions into one space. */
  clip(): Promise<ContrastiveTrainer>;
  /** An embedding of captions' embeddings, and codes of `flat` of embeddings. */
  prior(): Promise<ImageTrainer>;
  unclip(): Promise<ImageTrainer>;
  /** The stage of so many pixels a side. */
  cascade(side: CascadeSide): Promise<ImageTrainer>;
  /** An index of the training digits, by its name (`core/search/spaces.ts`). */
  index(name: string): Promise<SearchIndex>;
  /** Printed digits; what learned from pairs; and handwriting (0) or type (1). */
  type(): Promise<ImageTrainer>;
  changes(): Promise<ImageTrainer>;
  domain(): Promise<ImageClassifier>;
  /** Builds them anew when next asked for: their backend is gone. */
  forget(): void;
}

/**
 * @param load where weights come from: the site, or at build the disk
 * @param index where indices come from, likewise
 */
export function shippedDigits(
  without: readonly Backend[],
  asked: BackendChoice = 'auto',
  load: (name: ShippedName) => Promise<ShippedWeights> = loadWeights,
  index: (name: string) => Promise<SearchIndex> = loadIndex,
): DigitNetworks {
  let made = new Map<string, Promise<unknown>>();
  const indices = new Map<string, Promise<SearchIndex>>();
  /** Once however often it is asked for; a failed attempt is forgotten. */
  const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
    const all = made;
    const found =
      all.get(name) ??
      make().catch((error: unknown) => {
        all.delete(name);
        throw error;
      });
    all.set(name, found);
    return found as Promise<T>;
  };
  const begun = async <T>(make: (backend: Backend) => Promise<T>): Promise<T> => {
    const { choice, trainer } = await startOn(contest(asked), make, without);
    if (choice.backend !== 'simd') tensorflowUsed();
    return trainer;
  };
  const denoising = (name: ShippedName, settings: ImageTrainerSettings) =>
    once(name, async () => {
      const { weights } = await load(name);
      return begun(async (backend) => {
        const trainer = await createImageTrainer(backend, settings);
        trainer.load({ weights });
        return trainer;
      });
    });
  const classifier = (name: 'classifier' | 'noisy-classifier' | 'domain') =>
    once(name, async () => {
      const { weights } = await load(name);
      return begun(async (backend) => {
        const judge = await createImageClassifier(backend, { ...shippedSettings, ...translationSettings }[name]);
        judge.load({ weights });
        return judge;
      });
    });
  return {
    trainer: () => denoising('digits', shippedSettings.digits),
    pupil: () => denoising('pupil', shippedPupilSettings.pupil),
    latent: () => denoising('latent', shippedLatentSettings),
    judge: () => classifier('classifier'),
    noisyJudge: () => classifier('noisy-classifier'),
    gan: () =>
      once('gan', async () => {
        const [generator, discriminator] = await Promise.all([load('gan-generator'), load('gan-discriminator')]);
        return begun(async (backend) => {
          const { createImageGan } = await import('../../../../net/image/gan/create');
          const gan = await createImageGan(backend, shippedGanSettings);
          gan.load({ weights: beside(generator.weights, discriminator.weights) });
          return gan;
        });
      }),
    codec: (name) =>
      once(name, async () => {
        const [encoder, decoder] = await Promise.all([load(`${name}-encoder`), load(`${name}-decoder`)]);
        return begun(async (backend) => {
          const settings = { ...autoencoderDefaults, networks: shippedCodecs[name], seed: 1 };
          const { createAutoencoder } = await import('../../../../net/image/autoencoder/create');
          const codec = await createAutoencoder(backend, settings);
          codec.load({ weights: beside(encoder.weights, decoder.weights) });
          return codec;
        });
      }),
    text: () => denoising('text', shippedTextSettings.text),
    clip: () =>
      once('clip', async () => {
        const [image, text] = await Promise.all([load('clip-image'), load('clip-text')]);
        return begun(async (backend) => {
          const { createContrastive } = await import('../../../../net/image/contrastive/create');
          const encoders = await createContrastive(backend, shippedContrastive);
          encoders.load({ weights: beside(image.weights, text.weights) });
          return encoders;
        });
      }),
    prior: () => denoising('prior', shippedUnclip.prior),
    unclip: () => denoising('unclip', shippedUnclip.unclip),
    cascade: (side) => denoising(`cascade-${side}`, shippedCascade[side]),
    index(name) {
      const found =
        indices.get(name) ??
        index(name).catch((error: unknown) => {
          indices.delete(name);
          throw error;
        });
      indices.set(name, found);
      return found;
    },
    type: () => denoising('type', translationSettings.type),
    changes: () => denoising('changes', translationSettings.changes),
    domain: () => classifier('domain'),
    forget() {
      for (const network of made.values()) void network.then((one) => (one as ImageTrainer).dispose()).catch(() => {});
      made = new Map();
    },
  };
}

let shared: DigitNetworks | null = null;

/** The worker's own, which questions and runs on digits share. */
export function sharedNetworks(without: readonly Backend[]): DigitNetworks {
  return (shared ??= shippedDigits(without));
}

/** Backends by the time of one picture through the shipped network, twice, as guidance asks it. */
const contest = (asked: BackendChoice): Contest => ({
  asked,
  key: 'digits',
  async time(backend) {
    const trainer = await createImageTrainer(backend, shippedSettings.digits);
    try {
      const x = { data: new Float64Array(2 * pictureSize), dim: pictureSize },
        out = { data: new Float64Array(2 * pictureSize), dim: pictureSize };
      const denoiser = trainer.denoiser({ schedule: digitSchedule(), condition: ofClass([1, 2]) });
      return timed(() => denoiser.denoise(x, 0.5, out));
    } finally {
      trainer.dispose();
    }
  },
});
