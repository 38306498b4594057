import type { Batch } from '../../../src/core/batch';
import {
  digitAutoencoder,
  flatDomain,
  latentDenoiser,
  shippedLatent,
} from '../../../src/core/image-network/autoencoder';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { planFlops, shippedLatentSettings } from '../../../src/net/image/autoencoder/shipped';
import type { AutoencoderTrainer } from '../../../src/net/image/autoencoder/trainer';
import type { ConditionedData, LabelledPictures } from '../../../src/net/image/data';
import type { ImageTrainerSettings } from '../../../src/net/image/settings';
import { shippedSettings } from '../../../src/net/image/shipped';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import type { LatentRun } from '../../../src/record/latent';
import { autoencoderOf, codesToLearn, shippedCodec } from '../../train/codes';
import { readShipped } from '../../train/files';
import { sampleDigits } from '../../train/measure';
import { run } from '../../train/run';
import { autoencoders, trained, unitHalves } from './autoencoders';
import type { Context } from './context';

export const EVALUATIONS = 10;
const GUIDANCES = [0.5, 1];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** One diffusion model: what it is, how it is had, and how its samples become pictures in standard units. */
export interface Plan {
  readonly name: string;
  readonly group: LatentRun['group'];
  readonly says: string;
  readonly settings: ImageTrainerSettings;
  /** The files' name where its weights are shipped; otherwise it is trained. */
  readonly shipped?: 'digits' | 'latent';
  readonly autoencoder?: string;
  readonly decoder?: 'untuned';
  /** Codes as the encoder gives them before they are brought to deviation 1, or all times a number. */
  readonly scale?: 'raw' | number;
}

const pixel = (steps: number, name: string): Plan => ({
  name,
  group: 'pixel',
  says: `pixels, ${(steps * 32) / 1000} thousand pictures`,
  settings: { ...shippedSettings.digits, decaySteps: steps },
});
const codes = (steps: number, numbers = 32): ImageTrainerSettings => ({
  ...shippedLatentSettings,
  network: latentDenoiser(numbers),
  domain: { ...flatDomain, shape: digitAutoencoder(numbers).code },
  decaySteps: steps,
});
const latent = (steps: number): Plan => ({
  name: `latent-${(steps * 64) / 1000}k`,
  group: 'latent',
  says: `32 numbers, ${(steps * 64) / 1000} thousand codes`,
  settings: codes(steps),
  autoencoder: 'flat',
});
const size = (numbers: number, steps: number): Plan => ({
  name: `size-${numbers}-${(steps * 64) / 1000}k`,
  group: 'size',
  says: `${numbers} numbers, ${(steps * 64) / 1000} thousand codes`,
  settings: codes(steps, numbers),
  autoencoder: String(numbers),
});
const scaled = (scale: 'raw' | number, says: string): Plan => ({
  name: `scale-${scale}`,
  group: 'scale',
  says,
  settings: codes(1000),
  autoencoder: 'flat',
  scale,
});

/** Without these there is no record. */
export const essential: readonly Plan[] = [
  {
    name: 'latent-shipped',
    group: 'latent',
    says: '32 numbers, the shipped model',
    settings: shippedLatentSettings,
    shipped: 'latent',
    autoencoder: 'flat',
  },
  {
    name: 'pixel-shipped',
    group: 'pixel',
    says: 'pixels, the shipped model',
    settings: shippedSettings.digits,
    shipped: 'digits',
  },
];

/** What else is measured, and written when it is there. */
export const further: readonly Plan[] = [
  {
    name: 'plain-decoder',
    group: 'decoder',
    says: 'the shipped model with the decoder as it was before its tuning',
    settings: shippedLatentSettings,
    shipped: 'latent',
    autoencoder: 'flat',
    decoder: 'untuned',
  },
  latent(500),
  latent(2000),
  pixel(2000, 'pixel-1.8'),
  scaled('raw', 'codes as the encoder gives them'),
  scaled(0.2, 'codes of deviation 0.2'),
  scaled(5, 'codes of deviation 5'),
  pixel(4000, 'pixel-3.6'),
  latent(250),
  latent(1000),
  pixel(8000, 'pixel-7.2'),
  size(16, 500),
  size(16, 2000),
  size(64, 500),
  size(64, 2000),
  {
    name: 'plain',
    group: 'decoder',
    says: 'codes of the plain autoencoder, 64 thousand of them',
    settings: codes(1000),
    autoencoder: 'plain',
  },
];

/** What a model learns from, and how its samples are decoded. */
interface Space {
  readonly data: LabelledPictures | ConditionedData;
  readonly pictures: (samples: Batch) => ArrayLike<number>;
  readonly flops: number;
  readonly decodeFlops: number;
}

const times = (x: Float32Array, by: number): Float32Array => (by === 1 ? x : x.map((v) => v * by));

async function spaceOf({ autoencoder, decoder, scale = 1 }: Plan, context: Context): Promise<Space | undefined> {
  const { split } = context;
  if (autoencoder === undefined) return { data: split.train, pictures: ({ data }) => data, flops: 0, decodeFlops: 0 };
  const { plan } = autoencoders[autoencoder];
  let codec: AutoencoderTrainer;
  if (autoencoder === 'flat' && scale !== 'raw' && !decoder) codec = (await shippedCodec('flat', split.hash)).codec;
  else {
    const found = await trained(autoencoder, context);
    if (!found) return undefined;
    codec = await autoencoderOf(
      plan.training,
      scale === 'raw'
        ? { encoder: found.halves.encoder, decoder: found.tuned }
        : await unitHalves(autoencoder, found, context, decoder),
    );
  }
  const by = scale === 'raw' ? 1 : scale;
  const { values, deviations, condition } = codesToLearn(codec, split.train);
  return {
    data: {
      values: times(values, by),
      ...(plan.training.drawn && { deviations: times(deviations!, by) }),
      condition,
    },
    pictures: ({ data }) => codec.decode(times(Float32Array.from(data), 1 / by)),
    flops: planFlops(plan),
    decodeFlops: forwardFlops(plan.training.networks.decoder),
  };
}

/** A model and its space, ready to be sampled; nothing where its training was stopped. */
export async function modelOf(plan: Plan, context: Context) {
  const { settings, shipped, name } = plan;
  const space = await spaceOf(plan, context);
  if (!space) return undefined;
  const trainer = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings);
  if (shipped) {
    const network = shipped === 'digits' ? shippedUNet : shippedLatent;
    trainer.load({ weights: readShipped(shipped, network, context.split.hash).weights });
  } else {
    trainer.setData(space.data);
    const identity = JSON.stringify([settings, plan.scale, plan.autoencoder, plan.decoder, context.split.hash]);
    const total = settings.decaySteps;
    const sitting = { fresh: context.fresh, minutes: context.left() };
    if ((await run(trainer, { name: `record-${name}`, total, identity, ...sitting })) === undefined) return undefined;
  }
  const sampled = (guidance: number, seed: number, labels: ArrayLike<number> = context.labels) =>
    space.pictures(sampleDigits(trainer, { labels, evaluations: EVALUATIONS, guidance, seed }));
  return { sampled, space };
}

/** One model's line of the record. */
export async function runRow(plan: Plan, context: Context): Promise<LatentRun | undefined> {
  const { name, group, says, settings, shipped } = plan;
  const about = [settings, shipped, plan.scale, plan.autoencoder, plan.decoder, EVALUATIONS, GUIDANCES];
  return context.part(`run-${name}`, about, async () => {
    const model = await modelOf(plan, context);
    if (!model) return undefined;
    const { sampled, space } = model;
    const first = GUIDANCES.map((guidance) => ({ guidance, ...context.judged(sampled(guidance, SEEDS[0])) }));
    const { guidance, ...one } = first.reduce((best, each) => (each.frechet < best.frechet ? each : best));
    const sets = SEEDS.map((seed) => ({
      seed,
      ...(seed === SEEDS[0] ? one : context.judged(sampled(guidance, seed))),
    }));
    const images = settings.decaySteps * settings.batchSize;
    return {
      name,
      group,
      says,
      numbers: plan.autoencoder ? settings.network.channels : 784,
      parameters: parameterCount(settings.network),
      images,
      flops: images * trainingFlops(settings.network),
      autoencoderFlops: space.flops,
      pictureFlops: 2 * EVALUATIONS * forwardFlops(settings.network) + space.decodeFlops,
      tried: first,
      guidance,
      sets,
    };
  });
}
