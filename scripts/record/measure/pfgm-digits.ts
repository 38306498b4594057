import { fewBits } from '../../../src/core/few-bits';
import type { Denoiser } from '../../../src/core/denoiser';
import { liveUNet } from '../../../src/core/image-network/digits';
import { trainingFlops } from '../../../src/core/image-network/flops';
import { bind } from '../../../src/core/image-network/parameters';
import { frechet, frechetToRooted, prdc, rooted, sampleMoments } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { createImageTrainer } from '../../../src/net/image/create';
import { imagePoisson } from '../../../src/net/image/objective/poisson';
import { liveImageSettings } from '../../../src/net/image/settings';
import type { ImageTrainer } from '../../../src/net/image/trainer';
import { pfgmDigits, type PfgmDigits, type PfgmTraining } from '../../../src/record/pfgm-digits';
import { machine } from '../../train/files';
import { agreement, asAsked, sampleDigits, turns } from '../../train/measure';
import { spread } from '../../train/measure-gan';
import { run } from '../../train/run';
import { judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

/** The network that trains in front of a reader, as it trains there, but with rates that fall to the end. */
const STEPS = 3_750;
const settings = { ...liveImageSettings, network: liveUNet, decaySteps: STEPS };
const BUDGETS = [5, 10, 20];
/** Of the most evaluations, which take the longest, fewer sets. */
const MOST_OF_THE_LAST = 3;
const GUIDANCE = 1;
const SAMPLES = 500;
const COARSE_EVALUATIONS = 10;
const BITS = [6, 5, 4];
const SIZES = [0.2, 0.4];
/** D, and how many sets of samples of each training, trained from the seeds 1, 2, …. Those that belong together stand together. */
const PLAN: readonly { readonly extra: number; readonly seed: number; readonly sets: number }[] = [
  ...[10, 3].flatMap((sets, i) => [128, Infinity].map((extra) => ({ extra, seed: i + 1, sets }))),
  // PFGM's D by PFGM++'s training, once.
  { extra: 1, seed: 1, sets: 3 },
];
const nameOf = ({ extra, seed }: { readonly extra: number; readonly seed: number }) => `pfgm-${extra}-${seed}`;

/** Noise of a share of F's own size, which is about 1, in every answer: sigma / sqrt(1 + sigma^2) of it in x_0, sigma = 30 t. */
function noisy(denoiser: Denoiser, size: number, levelOf: (t: number) => number): Denoiser {
  const draw = random(77);
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      const sigma = levelOf(t);
      const scale = (size * sigma) / Math.hypot(1, sigma);
      for (let i = 0; i < out.data.length; i++) out.data[i] += scale * draw.normal();
      return out;
    },
  };
}

async function prepared() {
  const { split, judge, hash, train, held } = await judgedDigits();
  const labels = turns(SAMPLES);
  const reference = rooted(sampleMoments(train.features));
  const asMany = asAsked(split.heldOut, held.features, labels);
  const within = spread(held.features, split.heldOut.labels);
  const draw = (trainer: ImageTrainer, extra: number, evaluations: number, seed: number, size = 0) => {
    const change = size > 0 ? (one: Denoiser, levelOf: (t: number) => number) => noisy(one, size, levelOf) : undefined;
    const x = sampleDigits(trainer, {
      labels,
      evaluations,
      guidance: GUIDANCE,
      seed,
      extra,
      ...(change && { change }),
    });
    return judge.judge(Float32Array.from(x.data));
  };
  const few = (trainer: ImageTrainer, extra: number, size = 0) => {
    const { classes, features } = draw(trainer, extra, COARSE_EVALUATIONS, 1, size);
    return { agreement: agreement(classes, labels), frechet: frechetToRooted(reference, sampleMoments(features)) };
  };
  const setOf = (trainer: ImageTrainer, extra: number, evaluations: number, seed: number) => {
    const { classes, features } = draw(trainer, extra, evaluations, seed);
    return {
      seed,
      agreement: agreement(classes, labels),
      frechet: frechetToRooted(reference, sampleMoments(features)),
      diversity: spread(features, labels) / within,
      recall: prdc(asMany, features).recall,
    };
  };
  const real = {
    frechet: frechet(asMany, train.features),
    agreement: agreement(held.classes, split.heldOut.labels),
  };
  return { split, hash, setOf, few, real };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

/** One training and all that is measured of it, or nothing where it was stopped. */
async function trained(one: (typeof PLAN)[number], minutes: number, fresh: boolean, { split, setOf, few }: Prepared) {
  const { extra, seed, sets } = one;
  const trainer = await createImageTrainer('simd', { ...settings, seed }, imagePoisson({ extra }));
  trainer.setData(split.train);
  const identity = JSON.stringify([settings, String(extra), seed, split.hash]);
  const seconds = await run(trainer, { name: nameOf(one), total: STEPS, identity, fresh, minutes });
  if (seconds === undefined) return null;
  const rows = BUDGETS.map((evaluations) => ({
    evaluations,
    sets: Array.from({ length: evaluations === 20 ? Math.min(sets, MOST_OF_THE_LAST) : sets }, (_, i) =>
      setOf(trainer, extra, evaluations, i + 1),
    ),
  }));
  const noise = SIZES.map((size) => ({ size, ...few(trainer, extra, size) }));
  const { ema } = trainer.save();
  const matrices = bind(settings.network).parameters.filter((each) => each.matrix);
  const coarse = BITS.map((bits) => {
    trainer.load({ weights: fewBits(ema, matrices, bits) });
    return { bits, ...few(trainer, extra) };
  });
  trainer.dispose();
  return { seed, seconds: Math.round(seconds), rows, coarse, noisy: noise } satisfies PfgmTraining;
}

function whole(models: ReadonlyMap<number, readonly PfgmTraining[]>, { hash, real }: Prepared): object {
  return {
    command: pfgmDigits.command,
    machine: machine(),
    weights: { classifier: hash },
    network: settings.network.name,
    parameters: bind(settings.network).size,
    flops: STEPS * settings.batchSize * trainingFlops(settings.network),
    images: STEPS * settings.batchSize,
    guidance: GUIDANCE,
    samples: SAMPLES,
    coarseEvaluations: COARSE_EVALUATIONS,
    real,
    models: [...models].map(([extra, trainings]) => ({ extra: extra === Infinity ? null : extra, trainings })),
  };
}

export const measurement = measured<PfgmDigits>({
  digits: 5,
  indent: 1,
  measure: async ({ fresh, minutes }, keep) => {
    const all = await prepared();
    const begun = performance.now();
    const models = new Map<number, PfgmTraining[]>();
    for (const one of PLAN) {
      const path = `.cache/pfgm-digits/${nameOf(one)}.json`;
      const about = [
        settings,
        String(one.extra),
        one.seed,
        one.sets,
        MOST_OF_THE_LAST,
        BUDGETS,
        BITS,
        SIZES,
        SAMPLES,
        GUIDANCE,
      ];
      const identity = JSON.stringify([about, all.split.hash, all.hash]);
      let found = fresh ? undefined : kept<PfgmTraining>(path, identity);
      const left = minutes - (performance.now() - begun) / 60_000;
      if (!found && left > 0) {
        found = (await trained(one, left, fresh, all)) ?? undefined;
        if (found) keepForLater(path, identity, found);
        tell(`${nameOf(one)}: ${JSON.stringify(found)}`);
      }
      if (!found) {
        tell('stopped; the same command goes on from here');
        return 0;
      }
      models.set(one.extra, [...(models.get(one.extra) ?? []), found]);
      // Both sides of a pair are there: what is written may stand alone.
      if (models.get(128)?.length === models.get(Infinity)?.length) keep(whole(models, all));
    }
    return 0;
  },
  again: async (record) => {
    const { real } = await prepared();
    return [
      ...beside('real digits', record.real, real),
      ...beside(
        'the budget',
        record,
        {
          images: STEPS * settings.batchSize,
          flops: STEPS * settings.batchSize * trainingFlops(liveUNet),
          parameters: bind(liveUNet).size,
        },
        ['images', 'flops', 'parameters'],
      ),
    ];
  },
});
