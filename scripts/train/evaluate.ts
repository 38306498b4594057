import { existsSync, readFileSync } from 'node:fs';
import { count, type Batch } from '../../src/core/batch';
import { digitClassifier, shippedUNet } from '../../src/core/image-network/digits';
import { forwardFlops } from '../../src/core/image-network/flops';
import { bind } from '../../src/core/image-network/parameters';
import { greyOf } from '../../src/core/image-network/pixels';
import { frechet } from '../../src/core/metric/frechet';
import { prdc } from '../../src/core/metric/prdc';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageClassifier } from '../../src/net/image/classifier';
import { ImageTrainer } from '../../src/net/image/trainer';
import { at, machine, readDigits, readShipped, write } from './files';
import { agreement, asAsked, classesOf, first, sampleDigits, standard, turns } from './measure';
import { nearestDistances } from './nearest';
import { shippedSettings as settings } from '../../src/net/image/shipped';
import { sheet } from './sheet';

/**
 * One row of the table. Samples have the classes of the held-out digits, in the same numbers, over and over. Fréchet distances are to all
 * training digits, in the judge's 64 features.
 */
interface Row {
  readonly evaluations: number;
  readonly guidance: number;
  readonly samples: number;
  readonly agreement: number;
  readonly frechet: number;
  /** Of as many of the samples as there are held-out digits. */
  readonly frechetOfAsMany: number;
  readonly precision: number;
  readonly recall: number;
  /** Mean Euclidean distance to the nearest training digit, pixels from 0 to 1. */
  readonly nearest: number;
  readonly seconds: number;
}

const SEED = 1;

export async function evaluate(args: readonly string[]): Promise<number> {
  const quick = args.includes('--quick');
  const split = await readDigits();
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), settings.classifier);
  const shippedJudge = readShipped('classifier', digitClassifier, split.hash);
  judge.load({ weights: shippedJudge.weights });
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), settings.digits);
  const shipped = readShipped('digits', shippedUNet, split.hash);
  trainer.load({ weights: shipped.weights });

  const train = judge.judge(standard(split.train)).features;
  const heldFound = judge.judge(standard(split.heldOut));
  const held = heldFound.features;
  const n = count(held);
  const ink = (images: Uint8Array): Batch => ({ data: Float64Array.from(images, (p) => p / 255), dim: 784 });
  const trainInk = ink(split.train.images);
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  // As many training digits in the place of samples: what precision and recall can be at best.
  const { precision, recall } = prdc(held, asAsked(split.train, train, split.heldOut.labels));
  const real = {
    samples: n,
    precision,
    recall,
    agreement: agreement(heldFound.classes, split.heldOut.labels),
    frechet: frechet(held, train),
    frechetOf2000Training: frechet(asAsked(split.train, train, classesOf(split, 2000)), train),
    nearest: mean(await nearestDistances(ink(split.heldOut.images), trainInk)),
  };
  tell(`held-out digits: ${JSON.stringify(real)}`);

  const cachePath = at('.cache/evaluate/digits.json');
  const identity = `${shipped.manifest.weights.hash} ${shippedJudge.manifest.weights.hash} ${SEED} by held-out classes`;
  const rows: Row[] = [];
  if (!quick && !args.includes('--fresh') && existsSync(cachePath)) {
    const kept = JSON.parse(readFileSync(cachePath, 'utf8')) as {
      readonly identity: string;
      readonly rows: readonly Row[];
    };
    if (kept.identity === identity) rows.push(...kept.rows);
  }
  tell('evaluations  guidance  agreement  Fréchet  (of as many)  precision  recall  nearest  seconds');
  for (const evaluations of quick ? [10] : [10, 5, 20, 50]) {
    for (const guidance of quick ? [0, 1, 2] : [1, 0, 0.5, 2, 4]) {
      let row = rows.find((r) => r.evaluations === evaluations && r.guidance === guidance);
      if (!row) {
        const labels = classesOf(split, quick ? n : 2000);
        const start = performance.now();
        const samples = sampleDigits(trainer, { labels, evaluations, guidance, seed: SEED });
        const seconds = (performance.now() - start) / 1000;
        const found = judge.judge(Float32Array.from(samples.data));
        const shares = prdc(held, first(found.features, n));
        row = {
          evaluations,
          guidance,
          samples: labels.length,
          agreement: agreement(found.classes, labels),
          frechet: frechet(found.features, train),
          frechetOfAsMany: frechet(first(found.features, n), train),
          precision: shares.precision,
          recall: shares.recall,
          nearest: mean(await nearestDistances(ink(greyOf(samples.data)), trainInk)),
          seconds,
        };
        rows.push(row);
        if (!quick) write(cachePath, JSON.stringify({ identity, rows }));
      }
      tell(
        [
          row.evaluations,
          row.guidance,
          (100 * row.agreement).toFixed(2),
          row.frechet.toFixed(2),
          row.frechetOfAsMany.toFixed(2),
          row.precision.toFixed(3),
          row.recall.toFixed(3),
          row.nearest.toFixed(3),
          row.seconds.toFixed(1),
        ].join('\t'),
      );
    }
  }
  if (args.includes('--sheet')) {
    write(
      args[args.indexOf('--sheet') + 1],
      sheet(sampleDigits(trainer, { labels: turns(100), evaluations: 10, guidance: 1, seed: SEED }), 10),
    );
  }
  if (quick) return 0;
  rows.sort((a, b) => a.evaluations - b.evaluations || a.guidance - b.guidance);
  const result = {
    command: 'npm run evaluate',
    machine: machine(),
    seed: SEED,
    weights: shipped.manifest.weights.hash,
    judge: shippedJudge.manifest.weights.hash,
    judgeAccuracy: shippedJudge.manifest.metrics.heldOutAccuracy,
    sampler: 'dpmpp-2m',
    flopsPerForward: forwardFlops(shippedUNet),
    real,
    rows,
  };
  write(
    at('src/site/digits-evaluation.json'),
    `${JSON.stringify(result, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(5)) : v), 2)}\n`,
  );
  return 0;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
