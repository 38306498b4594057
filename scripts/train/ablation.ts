import type { Batch } from '../../src/core/batch';
import { digitClassifier, liveUNet, liveUNetWithNorms } from '../../src/core/image-network/digits';
import type { ImageNetwork } from '../../src/core/image-network/description';
import { forwardFlops } from '../../src/core/image-network/flops';
import { bind, parameterCount } from '../../src/core/image-network/parameters';
import { networkParts, withoutPart, type NetworkPart } from '../../src/core/image-network/parts';
import { frechet } from '../../src/core/metric/frechet';
import { ImageClassifier } from '../../src/net/image/classifier';
import { liveImageSettings, type ImageTrainerSettings } from '../../src/net/image/settings';
import { shippedSettings } from '../../src/net/image/shipped';
import { missing } from '../../src/net/image/missing';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageTrainer } from '../../src/net/image/trainer';
import { at, machine, readDigits, readShipped, write, type DigitSplit } from './files';
import { agreement, asAsked, heldOutLoss, sampleDigits, standard, turns } from './measure';
import { existsSync, readFileSync } from 'node:fs';

/** Pictures that every network sees, and samples that it is judged by. */
const IMAGES = 32_000;
const SAMPLES = 500;
const SEEDS = [1, 2, 3];

/** The live network, with one thing changed. */
const variants: Readonly<
  Record<string, { readonly says: string; readonly network: ImageNetwork; readonly deaf?: boolean }>
> = {
  whole: { says: 'everything', network: liveUNet },
  dense: { says: 'without the two dense blocks', network: withoutPart(liveUNet, 'dense') },
  residual: { says: 'without the three residual blocks', network: withoutPart(liveUNet, 'residual') },
  skip: { says: 'without the skip', network: withoutPart(liveUNet, 'skip') },
  noise: { says: 'not told the noise level', network: liveUNet, deaf: true },
  norms: { says: 'with group norms, and SiLU for ReLU', network: liveUNetWithNorms },
};

/** One network, trained and measured. Agreement and Fréchet distance at 10 evaluations, by guidance and by which weights were asked. */
interface Measured {
  readonly seed: number;
  readonly seconds: number;
  readonly heldOutLoss: number;
  readonly agreement: number;
  readonly agreementUnguided: number;
  readonly frechet: number;
  /** With the last weights in place of their average. */
  readonly agreementOfLast: number;
  readonly frechetOfLast: number;
  /** Of the whole network: each part taken away from it after training, by the names of `variants`. */
  readonly removed?: Readonly<Record<string, { readonly agreement: number; readonly frechet: number }>>;
}

/** The command: trains what is not in the cache yet, and writes the table. */
export async function ablation(args: readonly string[]): Promise<number> {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.find((name) => !(name in variants));
  if (unknown !== undefined) {
    process.stderr.write(
      `ablation of what? ${unknown} (expected ${Object.keys(variants).join(', ')}, or nothing for all)\n`,
    );
    return 2;
  }
  const split = await readDigits();
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  const shipped = readShipped('classifier', digitClassifier, split.hash);
  judge.load({ weights: shipped.weights });
  const reference = judge.judge(standard(split.train)).features;
  const real = judge.judge(standard(split.heldOut)).features;

  const rows: { name: string; says: string; parameters: number; flopsPerForward: number; runs: Measured[] }[] = [];
  for (const [name, { says, network, deaf }] of Object.entries(variants)) {
    const runs: Measured[] = [];
    for (const seed of SEEDS) {
      const settings: ImageTrainerSettings = {
        network,
        seed,
        ...liveImageSettings,
        ...(deaf !== undefined && { deaf }),
      };
      const path = at(`.cache/ablation/${name}-${seed}.json`);
      const identity = JSON.stringify([
        settings,
        split.hash,
        shipped.manifest.weights.hash,
        IMAGES,
        SAMPLES,
        networkParts,
      ]);
      const kept = existsSync(path)
        ? (JSON.parse(readFileSync(path, 'utf8')) as { identity: string; measured: Measured })
        : undefined;
      let measured = kept?.identity === identity && !args.includes('--fresh') ? kept.measured : undefined;
      if (!measured && named.length > 0 && !named.includes(name)) continue;
      measured ??= await measure(settings, split, judge, reference, name === 'whole');
      write(path, JSON.stringify({ identity, measured }));
      process.stdout.write(`${says}: ${JSON.stringify(measured)}\n`);
      runs.push(measured);
    }
    rows.push({ name, says, parameters: parameterCount(network), flopsPerForward: forwardFlops(network), runs });
  }
  if (rows.some(({ runs }) => runs.length < SEEDS.length)) {
    process.stdout.write('some runs are missing: the table is not written\n');
    return 0;
  }
  const result = {
    command: 'npm run train -- ablation',
    machine: machine(),
    images: IMAGES,
    samples: SAMPLES,
    seeds: SEEDS,
    guidance: 1,
    evaluations: 10,
    judge: shipped.manifest.weights.hash,
    settings: liveImageSettings,
    frechetOfHeldOut: frechet(asAsked(split.heldOut, real, turns(SAMPLES)), reference),
    rows,
  };
  write(
    at('src/site/digits-ablation.json'),
    `${JSON.stringify(result, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(5)) : v), 2)}\n`,
  );
  return 0;
}

async function measure(
  settings: ImageTrainerSettings,
  split: DigitSplit,
  judge: ImageClassifier,
  reference: Batch,
  whole: boolean,
): Promise<Measured> {
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
  const measured: Measured = {
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
  return measured;
}
