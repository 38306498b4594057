import { count, type Batch } from '../../../src/core/batch';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { bind } from '../../../src/core/image-network/parameters';
import { greyOf } from '../../../src/core/image-network/pixels';
import { frechet } from '../../../src/core/metric/frechet';
import { prdc } from '../../../src/core/metric/prdc';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { digitsEvaluation, type DigitsEvaluation, type DigitsRow } from '../../../src/record/digits-evaluation';
import { inkOf, judgedDigits } from '../judged';
import { machine, readShipped, write } from '../../train/files';
import { agreement, asAsked, classesOf, first, sampleDigits, turns } from '../../train/measure';
import { nearestDistances } from '../../train/nearest';
import { shippedSettings as settings } from '../../../src/net/image/shipped';
import { mean } from '../../../src/core/statistics/index';
import { sheet } from '../../train/sheet';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEED = 1;
const BUDGETS = [10, 5, 20, 50];
const WEIGHTS = [1, 0, 0.5, 2, 4];

/** Both networks, the judge's features of all digits, and the measures that rows are made of. */
async function prepared() {
  const { split, judge, hash, accuracy, train: trained, held: heldFound } = await judgedDigits();
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), settings.digits);
  const shipped = readShipped('digits', shippedUNet, split.hash);
  trainer.load({ weights: shipped.weights });

  const [train, held] = [trained.features, heldFound.features];
  const n = count(held);
  const trainInk = inkOf(split.train.images);

  const nearest = async (x: Batch) => mean(await nearestDistances(inkOf(greyOf(x.data)), trainInk));
  const real = async () => {
    // As many training digits in the place of samples: what precision and recall can be at best.
    const { precision, recall } = prdc(held, asAsked(split.train, train, split.heldOut.labels));
    return {
      samples: n,
      precision,
      recall,
      agreement: agreement(heldFound.classes, split.heldOut.labels),
      frechet: frechet(held, train),
      frechetOf2000Training: frechet(asAsked(split.train, train, classesOf(split, 2000)), train),
      nearest: mean(await nearestDistances(inkOf(split.heldOut.images), trainInk)),
    };
  };
  const row = (evaluations: number, guidance: number, samples: number) => {
    const labels = classesOf(split, samples);
    const start = performance.now();
    const x = sampleDigits(trainer, { labels, evaluations, guidance, seed: SEED });
    const seconds = (performance.now() - start) / 1000;
    const found = judge.judge(Float32Array.from(x.data));
    const { precision, recall } = prdc(held, first(found.features, n));
    const measured = {
      evaluations,
      guidance,
      samples: labels.length,
      agreement: agreement(found.classes, labels),
      frechet: frechet(found.features, train),
      frechetOfAsMany: frechet(first(found.features, n), train),
      precision,
      recall,
    };
    return { measured, x, seconds };
  };
  return { n, trainer, real, row, nearest, weights: shipped.manifest.weights.hash, judge: { hash, accuracy } };
}

const lineOf = (row: DigitsRow): string =>
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
  ].join('\t');

export const measurement = measured<DigitsEvaluation>({
  digits: 5,
  measure: async ({ quick, fresh, sheet: picture }, keep) => {
    const { n, trainer, real: measureReal, row: measureRow, nearest, weights, judge } = await prepared();
    const real = await measureReal();
    tell(`held-out digits: ${JSON.stringify(real)}`);
    const path = '.cache/evaluate/digits.json';
    const identity = `${weights} ${judge.hash} ${SEED} by held-out classes`;
    const rows: DigitsRow[] = quick || fresh ? [] : [...(kept<readonly DigitsRow[]>(path, identity) ?? [])];
    tell('evaluations  guidance  agreement  Fréchet  (of as many)  precision  recall  nearest  seconds');
    for (const evaluations of quick ? [10] : BUDGETS) {
      for (const guidance of quick ? [0, 1, 2] : WEIGHTS) {
        let row = rows.find((r) => r.evaluations === evaluations && r.guidance === guidance);
        if (!row) {
          const { measured: found, x, seconds } = measureRow(evaluations, guidance, quick ? n : 2000);
          row = { ...found, nearest: await nearest(x), seconds };
          rows.push(row);
          if (!quick) keepForLater(path, identity, rows);
        }
        tell(lineOf(row));
      }
    }
    if (picture !== null)
      write(
        picture,
        sheet(sampleDigits(trainer, { labels: turns(100), evaluations: 10, guidance: 1, seed: SEED }), 10),
      );
    if (quick) return 0;
    rows.sort((a, b) => a.evaluations - b.evaluations || a.guidance - b.guidance);
    keep({
      command: digitsEvaluation.command,
      machine: machine(),
      seed: SEED,
      weights,
      judge: judge.hash,
      judgeAccuracy: judge.accuracy,
      sampler: 'dpmpp-2m',
      flopsPerForward: forwardFlops(shippedUNet),
      real,
      rows,
    });
    return 0;
  },
  again: async (table) => {
    const { real, row } = await prepared();
    const cheapest = table.rows.find(({ evaluations, guidance }) => evaluations === 5 && guidance === 0)!;
    const { measured: found } = row(5, 0, cheapest.samples);
    return [
      ...beside('table', table, { flopsPerForward: forwardFlops(shippedUNet) }),
      ...beside('held-out digits', table.real, await real()),
      ...beside('five evaluations, no guidance', cheapest, found),
    ];
  },
});
