import type { Batch } from '../../../src/core/batch';
import { digitPixelsOf } from '../../../src/core/data/digits';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { DIGIT_LATENT, shippedGan } from '../../../src/core/image-network/gan';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { frechetToRooted, prdc, sampleMoments } from '../../../src/core/metric/index';
import { builtAsks } from '../../../components/figure/built-asks';
import { realReference } from '../../../components/figure/DigitsVsDigits/built';
import { measured } from '../../../components/figure/DigitsVsDigits/reference';
import { codesOf } from '../../../components/figure/DigitsVsDigits/work';
import { cleanOf, heldOutHand } from '../../../components/figure/kit/held-out';
import { inversion } from '../../../components/figure/Inversion/state';
import { foundAtOnce, type ErrorPoint } from '../../../components/figure/Inversion/work';
import { latentWalk, type LatentWalkSettings } from '../../../components/figure/LatentWalk/state';
import { emptyWay, follow, type Asks, type Way } from '../../../components/figure/LatentWalk/work';
import { rivals } from '../../../src/record/rivals/index';
import { ganRow, type Rivals } from '../../../src/record/rivals/reading';
import { spreadOfValues } from '../../../src/record/spread';
import { machine, readDigits, weightsPath, type DigitSplit } from '../../train/files';
import { inkOf } from '../judged';
import { tell } from '../kept';
import { beside, measured as measurementOf } from '../measurement';
import { classesOf, first } from '../../train/measure';
import { nearestDistances } from '../../train/nearest';
import { readFileSync } from 'node:fs';

const SEED = 1;
const budgets = [1, 2, 3, 5, 10, 20] as const;
const labelsOf = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i % 10);

/** Milliseconds for one picture where forty are made at once, by the fastest of twelve batches: a machine that others use too makes times longer, never shorter. */
async function speeds(asks: Asks) {
  const n = 40,
    labels = labelsOf(n);
  const timed = async (make: () => Promise<{ readonly milliseconds: number }>): Promise<number> => {
    const times: number[] = [];
    for (let k = 0; k < 12; k++) times.push((await make()).milliseconds / n);
    return Math.min(...times);
  };
  const gan = await timed(() => asks.generate({ labels, z: codesOf(SEED, 0, n) }));
  const diffusion = [];
  for (const evaluations of budgets)
    diffusion.push({
      evaluations,
      guidance: 1,
      milliseconds: await timed(() => asks.sample({ labels, seed: SEED, evaluations, guidance: 1, every: 0 })),
    });
  tell(`milliseconds a picture: GAN ${gan}; diffusion ${JSON.stringify(diffusion)}`);
  return { gan: { milliseconds: gan }, diffusion };
}

/** As many samples of each class as there are held-out digits, beside those. */
async function qualities(
  asks: Asks,
  split: DigitSplit,
  n: number,
  shrinks: readonly number[],
  asked: readonly (readonly [evaluations: number, guidance: number])[],
) {
  const labels = Array.from(classesOf(split, n));
  const reference = await realReference();
  const held = (await asks.judge({ x: fromGrey(split.heldOut.images) })).features;
  const train = inkOf(split.train.images);
  const of = async (x: Float32Array | Float64Array) => {
    const { classes, features } = await asks.judge({ x });
    const { precision, recall } = prdc(held, features);
    const nearest = await nearestDistances(inkOf(greyOf(x)), train);
    return {
      ...measured(features, classes, labels, reference),
      precision,
      recall,
      nearest: nearest.reduce((sum, v) => sum + v, 0) / n,
    };
  };
  const rows = [];
  for (const shrink of shrinks) {
    rows.push({
      model: 'gan',
      shrink,
      ...(await of((await asks.generate({ labels, z: codesOf(SEED, 0, n, shrink) })).x)),
    });
    tell(JSON.stringify(rows.at(-1)));
  }
  for (const [evaluations, guidance] of asked) {
    rows.push({
      model: 'diffusion',
      evaluations,
      guidance,
      ...(await of((await asks.sample({ labels, seed: SEED, evaluations, guidance, every: 0 })).x)),
    });
    tell(JSON.stringify(rows.at(-1)));
  }
  const found = await asks.judge({ x: fromGrey(split.heldOut.images) });
  const real = {
    ...measured(found.features, found.classes, Array.from(split.heldOut.labels), reference),
    ...precisionOf(
      held,
      first((await asks.judge({ x: fromGrey(split.train.images.subarray(0, n * 784)) })).features, n),
    ),
  };
  return {
    samples: n,
    real: { ...real, frechet: frechetToRooted(reference.training, sampleMoments(found.features)) },
    rows,
  };
}

const precisionOf = (held: Batch, of: Batch) => {
  const { precision, recall } = prdc(held, of);
  return { precision, recall };
};

/** Two ways for each class, between held-out digits and between draws, round and straight. */
async function walks(asks: Asks, numbers: readonly number[]) {
  const rows = [];
  for (const between of ['digits', 'draws'] as const) {
    const found: Record<LatentWalkSettings['way'], Way[]> = { spherical: [], linear: [] };
    for (let digit = 0; digit < 10; digit++) {
      for (const number of numbers) {
        let have = emptyWay;
        for (const way of ['spherical', 'linear'] as const) {
          await follow(
            { ...latentWalk.defaults, digit, between, pair: number, seed: number, way },
            have,
            asks,
            (change) => {
              have = { ...have, ...change };
            },
            {},
          );
          found[way].push(have);
        }
      }
    }
    for (const way of ['spherical', 'linear'] as const) {
      const side = (which: 'gan' | 'diffusion') => {
        const of = found[way].map((one) => one[which].evenness!);
        return {
          longest: spreadOfValues(of.map(({ longest }) => longest)),
          detour: spreadOfValues(of.map(({ detour }) => detour)),
          certainty: spreadOfValues(of.map(({ certainty }) => certainty)),
        };
      };
      rows.push({ between, way, gan: side('gan'), diffusion: side('diffusion') });
      tell(JSON.stringify(rows.at(-1)));
    }
  }
  return rows;
}

/** Four held-out digits of each class, and the same mirrored: handwriting by construction, and digits by nobody's. */
async function inversions(asks: Asks, { digits }: DigitSplit, hands: number) {
  const rows = [];
  for (const mirrored of [false, true]) {
    const gan: (readonly ErrorPoint[])[] = [],
      diffusion: (readonly ErrorPoint[])[] = [],
      directions: number[] = [],
      shares: number[] = [],
      lengths: number[] = [],
      codes: number[] = [];
    for (let hand = 0; hand < hands; hand++) {
      for (const { index, label, pixels } of heldOutHand(hand, digits)) {
        const grey = mirrored
          ? pixels.map((_, i) => pixels[i - (i % 28) + 27 - (i % 28)])
          : digitPixelsOf(digits, index);
        const clean = cleanOf({ ...inversion.defaults, digit: index }, [{ index, label, pixels: grey }], null)!;
        const found = await foundAtOnce({ ...inversion.defaults, seed: SEED }, clean, asks);
        gan.push(found.gan.curve);
        diffusion.push(found.diffusion.curve);
        directions.push(found.range!.directions);
        shares.push(found.range!.share);
        lengths.push(found.length);
        codes.push(found.code);
      }
    }
    const bySteps = diffusion[0].map(({ steps }, i) => ({
      steps,
      error: spreadOfValues(diffusion.map((curve) => curve[i].error)),
    }));
    rows.push({
      mirrored,
      gan: spreadOfValues(gan.map((curve) => curve.at(-1)!.error)),
      diffusion: bySteps,
      directions: spreadOfValues(directions),
      share: spreadOfValues(shares),
      length: spreadOfValues(lengths),
      code: spreadOfValues(codes),
    });
    tell(JSON.stringify(rows.at(-1)));
  }
  return { latent: DIGIT_LATENT, rows };
}

const asksOf = ({ digits }: DigitSplit): Asks => ({ ...builtAsks, digits: () => Promise.resolve(digits) });
const flops = { generator: forwardFlops(shippedGan.generator), diffusion: forwardFlops(shippedUNet) } as const;

const hashOf = (name: string): string =>
  (JSON.parse(readFileSync(weightsPath(name, 'json'), 'utf8')) as { readonly weights: { readonly hash: string } })
    .weights.hash;

/** Measured by the very code of the figures of chapter 15. */
export const measurement = measurementOf<Rivals>({
  digits: 4,
  wholeToo: true,
  measure: async ({ quick }, keep) => {
    const split = await readDigits();
    const asks = asksOf(split);
    const asked = [...budgets.map((e) => [e, 1] as const), [10, 0.5] as const, [10, 0] as const];
    keep({
      command: rivals.command,
      machine: machine(),
      seed: SEED,
      weights: Object.fromEntries(['digits', 'gan-generator', 'classifier'].map((name) => [name, hashOf(name)])),
      flops,
      speed: await speeds(asks),
      quality: await qualities(asks, split, quick ? 200 : split.heldOut.labels.length, [1, 0.8, 0.6], asked),
      walk: await walks(asks, quick ? [1] : [1, 2]),
      inversion: await inversions(asks, split, quick ? 1 : 4),
    });
    return 0;
  },
  again: async ({ flops: counted, quality }) => {
    const split = await readDigits();
    const { real, rows } = await qualities(asksOf(split), split, split.heldOut.labels.length, [1], []);
    return [
      ...beside('operations', counted, flops),
      ...beside('held-out digits', quality.real, real),
      ...beside('the GAN', ganRow({ quality }), rows[0]),
    ];
  },
});
