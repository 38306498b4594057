import { shippedLatent } from '../../../src/core/image-network/autoencoder';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { mean } from '../../../src/core/statistics/index';
import { shippedAutoencoders } from '../../../src/net/image/autoencoder/shipped';
import { autoencoderNamed, latent, runOf, type LatentRecord, type LatentRun } from '../../../src/record/latent';
import { shippedCodec } from '../../train/codes';
import { machine, readShipped } from '../../train/files';
import { nearestDistances } from '../../train/nearest';
import { inkOf } from '../judged';
import { tell } from '../kept';
import { autoencoderRow, autoencoders, collapseRows } from '../latent/autoencoders';
import { contextOf, inkOfStandard, type Context } from '../latent/context';
import { essential, EVALUATIONS, further, modelOf, runRow } from '../latent/runs';
import { beside, measured } from '../measurement';

/** Pictures whose time is taken at once, and how often. */
const TIMED = 100;
const TURNS = 10;

const planNamed = (name: string) => essential.find((one) => one.name === name)!;

/** The shipped models of pixels and of codes. */
async function bothShipped(context: Context) {
  const [pixel, codes] = [
    await modelOf(planNamed('pixel-shipped'), context),
    await modelOf(planNamed('latent-shipped'), context),
  ];
  return { pixel: pixel!, codes: codes! };
}

function nearestOf(context: Context, runs: readonly LatentRun[]) {
  return context.part('nearest', [EVALUATIONS, hashes(context)], async () => {
    const { pixel, codes } = await bothShipped(context);
    const { codec } = await shippedCodec('flat', context.split.hash);
    const train = inkOf(context.split.train.images);
    const far = async (x: ArrayLike<number>) => mean(Array.from(await nearestDistances(inkOfStandard(x), train)));
    const guided = (name: string) => runs.find((one) => one.name === name)!.guidance;
    return {
      heldOut: await far(context.held),
      reconstructed: await far(codec.decode(codec.encode(context.held).means)),
      latent: await far(codes.sampled(guided('latent-shipped'), 1)),
      pixel: await far(pixel.sampled(guided('pixel-shipped'), 1)),
    };
  });
}

/** Both models in turn, so that whatever else the machine does meets both alike. */
function timeOf(context: Context) {
  return context.part('time', [TIMED, TURNS, EVALUATIONS, hashes(context)], async () => {
    const { pixel, codes } = await bothShipped(context);
    const labels = context.labels.slice(0, TIMED);
    const seconds = (model: typeof pixel, seed: number) => {
      const start = performance.now();
      model.sampled(1, seed, labels);
      return (performance.now() - start) / 1000;
    };
    for (const model of [pixel, codes]) seconds(model, 0);
    const turns = Array.from({ length: TURNS }, (_, i) => [seconds(pixel, i + 1), seconds(codes, i + 1)] as const);
    return { pictures: TIMED, pixel: turns.map(([a]) => a), latent: turns.map(([, b]) => b) };
  });
}

/** Of the weights that the record is of. */
function hashes({ split, hash }: Context): Readonly<Record<string, string>> {
  const halves = Object.entries(shippedAutoencoders).flatMap(([name, { training }]) =>
    (['encoder', 'decoder'] as const).map((half) => [`${name}-${half}`, training.networks[half]] as const),
  );
  const all = [['digits', shippedUNet], ['latent', shippedLatent], ...halves] as const;
  return {
    classifier: hash,
    ...Object.fromEntries(
      all.map(([name, network]) => [name, readShipped(name, network, split.hash).manifest.weights.hash]),
    ),
  };
}

/** What is there of `parts` in their order, or can still be made. */
async function there<T, R>(parts: readonly T[], make: (part: T) => Promise<R | undefined>): Promise<R[]> {
  const rows: R[] = [];
  for (const part of parts) {
    const row = await make(part);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

export const measurement = measured<LatentRecord>({
  digits: 5,
  indent: 1,
  measure: async ({ fresh, minutes }, keep) => {
    const context = await contextOf({ fresh, minutes });
    const runs = await there(essential, (plan) => runRow(plan, context));
    const shipped = await there(['flat', 'spatial'], (name) => autoencoderRow(name, context));
    const whole = runs.length === essential.length && shipped.length === 2;
    const nearest = whole ? await nearestOf(context, runs) : undefined;
    const time = whole ? await timeOf(context) : undefined;
    if (!nearest || !time) {
      tell('stopped; the same command goes on from here');
      return 0;
    }
    const collapse = await collapseRows(context);
    const first = further.filter(({ autoencoder = 'flat' }) => autoencoder === 'flat');
    const more = await there(first, (plan) => runRow(plan, context));
    const others = Object.keys(autoencoders).filter((name) => !shipped.some((one) => one.name === name));
    const rows = await there(others, (name) => autoencoderRow(name, context));
    const last = await there(
      further.filter((plan) => !first.includes(plan)),
      (plan) => runRow(plan, context),
    );
    if (runs.length + more.length + last.length < essential.length + further.length)
      tell('what is there is written; the same command goes on with the rest');
    keep({
      command: latent.command,
      machine: machine(),
      weights: hashes(context),
      samples: context.labels.length,
      evaluations: EVALUATIONS,
      real: context.real,
      autoencoders: [...shipped, ...rows],
      collapse,
      runs: [...runs, ...more, ...last],
      nearest,
      time,
    });
    return 0;
  },
  again: async (record) => {
    const context = await contextOf({ fresh: false, minutes: Infinity });
    const { codec } = await shippedCodec('flat', context.split.hash);
    const { sampled } = (await modelOf(planNamed('latent-shipped'), context))!;
    const { guidance, sets } = runOf(record, 'latent-shipped');
    // What is shipped was packed: as good as before to a hundredth or two of its Fréchet distance, and held against its own manifest elsewhere.
    const { distortion } = context.recovered(codec, codec.encode(context.held).means);
    if (Math.abs(distortion / autoencoderNamed(record, 'flat').tuned.distortion - 1) > 0.02)
      throw new Error(`the shipped autoencoder's distortion is ${distortion} (expected the record's)`);
    return [
      ...beside('held-out digits', record.real, context.real),
      ...beside('the first set', sets[0], context.judged(sampled(guidance, sets[0].seed))),
    ];
  },
});
