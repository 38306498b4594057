import { digitClassifier, shippedUNet } from '../../src/core/image-network/digits';
import { pupilUNet } from '../../src/core/image-network/pupil';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { frechet } from '../../src/core/metric/frechet';
import { prdc } from '../../src/core/metric/prdc';
import { ImageClassifier } from '../../src/net/image/classifier';
import { Distillation } from '../../src/net/image/distil/distillation';
import { shippedPupilSettings as settings } from '../../src/net/image/distil/shipped';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { machine, numbersOnly, readDigits, readShipped, weightsPath, write, type DigitSplit } from './files';
import { agreement, pupilDigits, standard } from './measure';
import { spread } from './measure-gan';
import { run } from './run';

/** Distils the shipped pupil from the shipped digits' network and writes its weights. */
export async function trainPupil(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  // The digits are judged at the end: better to miss the judge now.
  readShipped('classifier', digitClassifier, split.hash);
  const teacher = readShipped('digits', shippedUNet, split.hash);
  const { pupil, rival } = settings;
  const device = () => createSimdDevice(bind(pupil.network));
  const distillation = new Distillation(
    {
      pupil: await device(),
      teacher: await device(),
      fake: await device(),
      rival: await createSimdDevice(bind(rival)),
    },
    settings,
    teacher.weights,
  );
  distillation.setData(split.train);
  const minutes = options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 60;
  const seconds = await run(distillation, {
    name: 'pupil',
    total: pupil.decaySteps,
    identity: JSON.stringify([settings, split.hash, teacher.manifest.weights.hash]),
    fresh: options.includes('--fresh'),
    minutes,
  });
  if (seconds !== undefined) await ship(distillation, split, teacher.manifest.weights.hash, seconds);
  return 0;
}

/** Packs the pupil's average of weights, measures what was packed, writes both files. */
async function ship(distillation: Distillation, split: DigitSplit, teacher: string, seconds: number): Promise<void> {
  const { pupil, rival, ...rest } = settings;
  const { network: _pupil, seed, ...how } = pupil;
  const { steps, images, flopsPerStep } = distillation;
  const ema = distillation.pupil.save().ema;
  const training = {
    command: 'npm run train -- pupil',
    seed,
    steps,
    images,
    flops: steps * flopsPerStep,
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: { ...numbersOnly(how), ...rest, rival: rival.name, teacher },
  };
  const packed = packWeights(pupilUNet, ema, training, {});
  distillation.pupil.load({ weights: readWeights(packed.manifest, packed.bytes) });
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
  const metrics = pupilMetrics(distillation.pupil, judge, split);
  const { manifest, bytes } = packWeights(pupilUNet, ema, training, metrics);
  write(weightsPath('pupil', 'bin'), bytes);
  write(weightsPath('pupil', 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`pupil: ${bytes.length} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
}

/** What the manifest says of one evaluation, as `sampleMetrics` says it of the teacher, with precision, recall and diversity as `ganMetrics` has them. */
function pupilMetrics(pupil: ImageTrainer, judge: ImageClassifier, split: DigitSplit): Record<string, number> {
  const { labels } = split.heldOut;
  const found = judge.judge(Float32Array.from(pupilDigits(pupil, { labels, evaluations: 1, seed: 1 }).data));
  const reference = judge.judge(standard(split.train)).features;
  const held = judge.judge(standard(split.heldOut)).features;
  const { precision, recall } = prdc(held, found.features);
  return {
    samples: labels.length,
    agreement: agreement(found.classes, labels),
    frechet: frechet(found.features, reference),
    frechetOfHeldOut: frechet(held, reference),
    precision,
    recall,
    diversity: spread(found.features, labels) / spread(held, labels),
  };
}
