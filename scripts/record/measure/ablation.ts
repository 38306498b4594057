import { liveUNet, liveUNetWithNorms } from '../../../src/core/image-network/digits';
import type { ImageNetwork } from '../../../src/core/image-network/description';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { networkParts, withoutPart, type NetworkPart } from '../../../src/core/image-network/parts';
import { frechet } from '../../../src/core/metric/frechet';
import { liveImageSettings, type ImageTrainerSettings } from '../../../src/net/image/settings';
import { missing } from '../../../src/net/image/missing';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { ablation, type Ablation, type AblationRun } from '../../../src/record/ablation';
import { machine } from '../../train/files';
import { judgedDigits, type Judged } from '../judged';
import { agreement, asAsked, heldOutLoss, sampleDigits, turns } from '../../train/measure';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

/** Pictures that every network sees, and samples that it is judged by. */
const IMAGES = 32_000;
const SAMPLES = 500;
const SEEDS = [1, 2, 3];

/** The live network, with one thing changed. */
const variants: Readonly<
  Record<string, { readonly says: string; readonly network: ImageNetwork; readonly noiseConditional?: boolean }>
> = {
  whole: { says: 'everything', network: liveUNet },
  dense: { says: 'without the two dense blocks', network: withoutPart(liveUNet, 'dense') },
  residual: { says: 'without the three residual blocks', network: withoutPart(liveUNet, 'residual') },
  skip: { says: 'without the skip', network: withoutPart(liveUNet, 'skip') },
  noise: { says: 'not told the noise level', network: liveUNet, noiseConditional: false },
  norms: { says: 'with group norms, and SiLU for ReLU', network: liveUNetWithNorms },
};

/** Of as many held-out digits of each class as there are samples. */
const frechetOfHeldOut = ({ split, held, train: reference }: Judged): number =>
  frechet(asAsked(split.heldOut, held.features, turns(SAMPLES)), reference.features);

const sizeOf = (network: ImageNetwork) => ({
  parameters: parameterCount(network),
  flopsPerForward: forwardFlops(network),
});

export const measurement = measured<Ablation>({
  digits: 5,
  measure: async ({ named, fresh }, keep) => {
    const unknown = named.find((name) => !(name in variants));
    if (unknown !== undefined) {
      process.stderr.write(
        `ablation of what? ${unknown} (expected ${Object.keys(variants).join(', ')}, or nothing for all)\n`,
      );
      return 2;
    }
    const digits = await judgedDigits();
    const { split, hash } = digits;
    const rows: Ablation['rows'][number][] = [];
    for (const [name, { says, network, noiseConditional }] of Object.entries(variants)) {
      const runs: AblationRun[] = [];
      for (const seed of SEEDS) {
        const settings: ImageTrainerSettings = {
          network,
          seed,
          ...liveImageSettings,
          ...(noiseConditional !== undefined && { noiseConditional }),
        };
        const path = `.cache/ablation/${name}-${seed}.json`;
        const identity = JSON.stringify([settings, split.hash, hash, IMAGES, SAMPLES, networkParts]);
        let run = fresh ? undefined : kept<AblationRun>(path, identity);
        if (!run && named.length > 0 && !named.includes(name)) continue;
        run ??= await train(settings, digits, name === 'whole');
        keepForLater(path, identity, run);
        tell(`${says}: ${JSON.stringify(run)}`);
        runs.push(run);
      }
      rows.push({ name, says, ...sizeOf(network), runs });
    }
    if (rows.some(({ runs }) => runs.length < SEEDS.length)) {
      tell('some runs are missing: the table is not written');
      return 0;
    }
    keep({
      command: ablation.command,
      machine: machine(),
      images: IMAGES,
      samples: SAMPLES,
      seeds: SEEDS,
      guidance: 1,
      evaluations: 10,
      judge: hash,
      settings: liveImageSettings,
      frechetOfHeldOut: frechetOfHeldOut(digits),
      rows,
    });
    return 0;
  },
  again: async (table) => [
    ...beside('settings', table.settings, liveImageSettings),
    ...beside('held-out digits', table, { frechetOfHeldOut: frechetOfHeldOut(await judgedDigits()) }),
    ...table.rows.flatMap((row) => beside(row.says, row, sizeOf(variants[row.name].network))),
  ],
});

/** One network, trained and measured. */
async function train(
  settings: ImageTrainerSettings,
  { split, judge, train: { features: reference } }: Judged,
  whole: boolean,
): Promise<AblationRun> {
  const trainer = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings);
  trainer.setData(split.train);
  const start = performance.now();
  const loss = trainer.train(IMAGES / settings.batchSize);
  if (!Number.isFinite(loss))
    throw new Error(`the loss became ${loss} (${settings.network.name}, seed ${settings.seed})`);
  const seconds = Math.round((performance.now() - start) / 1000);
  const labels = turns(SAMPLES);
  const judged = (guidance: number, which: 'ema' | 'raw', part?: NetworkPart) => {
    const { classes, features } = judge.judge(
      Float32Array.from(
        sampleDigits(trainer, { labels, evaluations: 10, guidance, seed: 1, which, missing: missing(part) }).data,
      ),
    );
    return { agreement: agreement(classes, labels), frechet: frechet(features, reference) };
  };
  const [guided, plain, last] = [judged(1, 'ema'), judged(0, 'ema'), judged(1, 'raw')];
  const run: AblationRun = {
    seed: settings.seed,
    seconds,
    heldOutLoss: heldOutLoss(trainer, split),
    agreement: guided.agreement,
    agreementUnguided: plain.agreement,
    frechet: guided.frechet,
    agreementOfLast: last.agreement,
    frechetOfLast: last.frechet,
    ...(whole && { removed: Object.fromEntries(networkParts.map((part) => [part, judged(1, 'ema', part)])) }),
  };
  trainer.dispose();
  return run;
}
