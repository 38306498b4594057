import { count, type Batch } from '../../../src/core/batch';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { ganParameterCount, ganTrainingFlops } from '../../../src/core/image-network/gan';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { greyOf } from '../../../src/core/image-network/pixels';
import { frechet } from '../../../src/core/metric/frechet';
import { prdc } from '../../../src/core/metric/prdc';
import { mean } from '../../../src/core/statistics/index';
import type { ImageGan } from '../../../src/net/image/gan/trainer';
import { shippedSettings } from '../../../src/net/image/shipped';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { ganEvaluation, type DiversityRow, type GanEvaluation, type GanRow } from '../../../src/record/gan-evaluation';
import { inkOf, judgedDigits, shippedGan } from '../judged';
import { machine, readShipped } from '../../train/files';
import { agreement, classesOf, first, sampleDigits, standard } from '../../train/measure';
import { generated, spread } from '../../train/measure-gan';
import { nearestDistances } from '../../train/nearest';
import { keepForLater, kept, tell } from '../kept';
import { beside as compared, measured } from '../measurement';

const SEED = 1;
const SAMPLES = 2000;

/** The game, the judge and its features of all digits, and the measures that the table is made of. */
async function prepared() {
  const { split, judge, hash, train: trained, held: heldFound } = await judgedDigits();
  const { gan, networks, manifest } = await shippedGan(split.hash);

  const [train, held] = [trained.features, heldFound.features];
  const n = count(held);
  const { labels } = split.heldOut;
  const within = spread(held, labels);
  const trainInk = inkOf(split.train.images);
  const nearest = async (samples: Batch) => mean(await nearestDistances(inkOf(greyOf(samples.data)), trainInk));
  const real = async () => ({
    samples: n,
    agreement: agreement(heldFound.classes, labels),
    frechet: frechet(held, train),
    nearest: mean(await nearestDistances(inkOf(split.heldOut.images), trainInk)),
    // The training digits' own, in the place of samples.
    diversity: spread(train, split.train.labels) / within,
  });
  const row = (wanted: number): { readonly row: Omit<GanRow, 'nearest'>; readonly samples: Batch } => {
    const classes = classesOf(split, wanted);
    const begun = performance.now();
    const samples = generated(gan, classes, SEED);
    const seconds = (performance.now() - begun) / 1000;
    const found = judge.judge(Float32Array.from(samples.data));
    const asMany = first(found.features, n);
    const { precision, recall } = prdc(held, asMany);
    const row = {
      samples: classes.length,
      agreement: agreement(found.classes, classes),
      frechet: frechet(found.features, train),
      frechetOfAsMany: frechet(asMany, train),
      precision,
      recall,
      diversity: spread(asMany, labels) / within,
      seconds,
    };
    return { row, samples };
  };
  const outputs = (samples: Batch) =>
    outputsOf(gan, standard(split.train), split.train.labels, standard(split.heldOut), labels, samples);
  return { split, judge, labels, within, n, networks, real, row, nearest, outputs, manifest, hash };
}

/** The discriminator's mean output, before any sigmoid, on what it learned from, on held-out digits, and on samples. */
function outputsOf(
  gan: ImageGan,
  train: Float32Array,
  trainLabels: Uint8Array,
  held: Float32Array,
  labels: Uint8Array,
  { data, dim }: Batch,
) {
  return {
    training: mean(gan.discriminate(train, trainLabels)),
    heldOut: mean(gan.discriminate(held, labels)),
    samples: mean(gan.discriminate(Float32Array.from(data.subarray(0, labels.length * dim)), labels)),
  };
}

/** The diversity of the diffusion model's samples, in the place of the GAN's. */
async function diversities(
  { split, judge, labels, within, hash: judgeHash }: Awaited<ReturnType<typeof prepared>>,
  fresh: boolean,
) {
  const shipped = readShipped('digits', shippedUNet, split.hash);
  const { hash } = shipped.manifest.weights;
  const path = '.cache/evaluate/diversity.json';
  const identity = `${hash} ${judgeHash} ${SEED}`;
  const rows: DiversityRow[] = fresh ? [] : [...(kept<readonly DiversityRow[]>(path, identity) ?? [])];
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  trainer.load({ weights: shipped.weights });
  for (const evaluations of [5, 10, 20, 50]) {
    for (const guidance of [0, 1]) {
      if (rows.some((row) => row.evaluations === evaluations && row.guidance === guidance)) continue;
      const { features } = judge.judge(
        Float32Array.from(sampleDigits(trainer, { labels, evaluations, guidance, seed: SEED }).data),
      );
      rows.push({ evaluations, guidance, samples: labels.length, diversity: spread(features, labels) / within });
      keepForLater(path, identity, rows);
      tell(`diffusion: ${JSON.stringify(rows[rows.length - 1])}`);
    }
  }
  rows.sort((a, b) => a.evaluations - b.evaluations || a.guidance - b.guidance);
  return { rows, weights: hash, images: shipped.manifest.training.images };
}

export const measurement = measured<GanEvaluation>({
  digits: 5,
  measure: async ({ quick, fresh }, keep) => {
    const all = await prepared();
    const { row: measuredRow, samples } = all.row(quick ? all.n : SAMPLES);
    const { seconds, ...rest } = measuredRow;
    const row: GanRow = { ...rest, nearest: await all.nearest(samples), seconds };
    tell(`GAN: ${JSON.stringify(row)}`);
    if (quick) return 0;
    const diffusion = await diversities(all, fresh);
    keep({
      command: ganEvaluation.command,
      machine: machine(),
      seed: SEED,
      weights: all.manifest.weights.hash,
      judge: all.hash,
      flopsPerForward: forwardFlops(all.networks.generator),
      parameters: ganParameterCount(all.networks),
      trainingFlops: all.manifest.training.images * ganTrainingFlops(all.networks),
      outputs: all.outputs(samples),
      real: await all.real(),
      rows: [row],
      diffusion: {
        parameters: parameterCount(shippedUNet),
        trainingFlops: diffusion.images * trainingFlops(shippedUNet),
        weights: diffusion.weights,
        rows: diffusion.rows,
      },
    });
    return 0;
  },
  again: async (table) => {
    const all = await prepared();
    const { row, samples } = all.row(SAMPLES);
    const { seconds: _, ...found } = row;
    return [
      ...compared('table', table, {
        flopsPerForward: forwardFlops(all.networks.generator),
        parameters: ganParameterCount(all.networks),
        trainingFlops: all.manifest.training.images * ganTrainingFlops(all.networks),
      }),
      ...compared('outputs of the discriminator', table.outputs, all.outputs(samples)),
      ...compared('samples', table.rows[0], found),
    ];
  },
});
