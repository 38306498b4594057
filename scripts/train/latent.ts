import { shippedLatent } from '../../src/core/image-network/autoencoder';
import { trainingFlops } from '../../src/core/image-network/flops';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { frechet } from '../../src/core/metric/frechet';
import { asShown } from '../../src/core/image-network/pixels';
import { shippedLatentSettings as settings } from '../../src/net/image/autoencoder/shipped';
import type { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
import type { ImageClassifier } from '../../src/net/image/classifier';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageTrainer } from '../../src/net/image/trainer';
import { codesToLearn, latentDigits, shippedCodec, shippedJudge } from './codes';
import { machine, numbersOnly, readDigits, weightsPath, write, type DigitSplit } from './files';
import { agreement, standard } from './measure';
import { run } from './run';

/** Trains the shipped denoiser of the flat codes and writes its weights. */
export async function trainLatent(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  const judge = await shippedJudge(split.hash);
  const { codec, hash } = await shippedCodec('flat', split.hash);
  const denoiser = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings);
  denoiser.setData(codesToLearn(codec, split.train));
  const seconds = await run(denoiser, {
    name: 'latent',
    total: settings.decaySteps,
    identity: JSON.stringify([settings, split.hash, hash]),
    fresh: options.includes('--fresh'),
    minutes: options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 60,
  });
  if (seconds === undefined) return 0;
  const { seed, ...how } = settings;
  const { ema, steps, images } = denoiser.save();
  const training = {
    command: 'npm run train -- latent',
    seed,
    steps,
    images,
    flops: images * trainingFlops(shippedLatent),
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: { ...numbersOnly(how), autoencoder: hash },
  };
  const packed = packWeights(shippedLatent, ema, training, {});
  denoiser.load({ weights: readWeights(packed.manifest, packed.bytes) });
  const metrics = latentMetrics(denoiser, codec, { judge, split });
  const { manifest, bytes } = packWeights(shippedLatent, ema, training, metrics);
  write(weightsPath('latent', 'bin'), bytes);
  write(weightsPath('latent', 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`latent: ${bytes.length} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
  return 0;
}

/** The guidance that the manifest's samples are taken at. */
export const LATENT_GUIDANCE = 0.5;

/** What the manifest says of samples at 10 evaluations, as `sampleMetrics` says it of the digits' network. */
function latentMetrics(
  denoiser: ImageTrainer,
  codec: AutoencoderTrainer,
  { judge, split }: { readonly judge: ImageClassifier; readonly split: DigitSplit },
): Record<string, number> {
  const { labels } = split.heldOut;
  const samples = latentDigits(denoiser, codec, { labels, evaluations: 10, guidance: LATENT_GUIDANCE, seed: 1 });
  const found = judge.judge(asShown(samples.data));
  const reference = judge.judge(standard(split.train)).features;
  return {
    samples: labels.length,
    guidance: LATENT_GUIDANCE,
    agreement: agreement(found.classes, labels),
    frechet: frechet(found.features, reference),
    frechetOfHeldOut: frechet(judge.judge(standard(split.heldOut)).features, reference),
  };
}
