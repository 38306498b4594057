import {
  autoencoderTrainingFlops,
  digitAutoencoder,
  digitCritic,
  type Autoencoder,
} from '../../../src/core/image-network/autoencoder';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { parameterCount } from '../../../src/core/image-network/parameters';
import { numbersIn } from '../../../src/core/image-network/shape';
import { ratesByNumber } from '../../../src/net/image/autoencoder/codes';
import { codeScale } from '../../../src/net/image/autoencoder/normalise';
import {
  autoencoderDefaults,
  tuningDefaults,
  tuningFlops,
  type AutoencoderSettings,
} from '../../../src/net/image/autoencoder/settings';
import { shippedAutoencoders, type AutoencoderPlan } from '../../../src/net/image/autoencoder/shipped';
import type { Collapse, LatentAutoencoder } from '../../../src/record/latent';
import { trainPlan, type Trained } from '../../train/autoencoder';
import { autoencoderOf, unitCodes, type Halves } from '../../train/codes';
import { standard } from '../../train/measure';
import type { Context } from './context';

const planOf = (networks: Autoencoder, change: Partial<AutoencoderSettings> = {}): AutoencoderPlan => ({
  training: { ...autoencoderDefaults, networks, seed: 1, ...change },
  tuning: { ...tuningDefaults, networks, critic: digitCritic, seed: 1 },
});

/** A tenth of a nat: a number of less says nothing that a decoder could use. */
const SILENT = 0.1;

/** By name; `state` names the kept state of the training, which the shipped ones share with their commands. */
export const autoencoders: Readonly<
  Record<string, { readonly says: string; readonly state: string; readonly plan: AutoencoderPlan }>
> = {
  flat: { says: '32 numbers', state: 'vae', plan: shippedAutoencoders.flat },
  spatial: { says: '7 × 7 places of 4 numbers', state: 'vae-spatial', plan: shippedAutoencoders.spatial },
  '16': { says: '16 numbers', state: 'record-vae-16', plan: planOf(digitAutoencoder(16)) },
  '64': { says: '64 numbers', state: 'record-vae-64', plan: planOf(digitAutoencoder(64)) },
  plain: {
    says: '32 numbers, not drawn',
    state: 'record-vae-plain',
    plan: planOf(digitAutoencoder(32), { drawn: false, klWeight: 0 }),
  },
};

/** One of them, trained: instantly where its state is kept. Nothing where it was stopped. */
export function trained(name: string, { split, fresh, left }: Context): Promise<Trained | undefined> {
  const { state, plan } = autoencoders[name];
  // What a command keeps is its own to begin anew.
  return trainPlan(state, plan, split, { fresh: fresh && state.startsWith('record'), minutes: left() });
}

/** Its halves with unit codes, with the tuned decoder or the one before. */
export async function unitHalves(
  name: string,
  { halves, tuned }: Trained,
  { split }: Context,
  decoder: 'tuned' | 'untuned' = 'tuned',
): Promise<Halves> {
  const { training } = autoencoders[name].plan;
  const codec = await autoencoderOf(training, halves);
  const { means, deviations } = codec.encode(standard(split.train));
  codec.dispose();
  return unitCodes(
    training,
    { encoder: halves.encoder, decoder: decoder === 'tuned' ? tuned : halves.decoder },
    { means, deviations: training.drawn ? deviations : deviations.fill(0) },
  );
}

export async function autoencoderRow(name: string, context: Context): Promise<LatentAutoencoder | undefined> {
  const { says, plan } = autoencoders[name];
  const { training, tuning } = plan;
  return context.part(`autoencoder-${name}`, [training, tuning], async () => {
    const found = await trained(name, context);
    if (!found) return undefined;
    const { encoder, decoder } = training.networks;
    const codec = await autoencoderOf(training, found.halves);
    const codes = codec.encode(context.held);
    const untuned = context.recovered(codec, codes.means);
    const all = codec.encode(standard(context.split.train));
    const { channels } = training.networks.code;
    const { deviation } = codeScale(all.means, channels, training.drawn ? all.deviations : undefined);
    const rates = Array.from(ratesByNumber(codes, numbersIn(training.networks.code)));
    const after = await autoencoderOf(training, { encoder: found.halves.encoder, decoder: found.tuned });
    return {
      name,
      says,
      numbers: numbersIn(training.networks.code),
      parameters: parameterCount(encoder) + parameterCount(decoder),
      klWeight: training.klWeight,
      drawn: training.drawn,
      images: training.decaySteps * training.batchSize,
      flops: training.decaySteps * training.batchSize * autoencoderTrainingFlops(training.networks),
      tuningFlops: tuning.decaySteps * tuningFlops(tuning),
      encodeFlops: forwardFlops(encoder),
      decodeFlops: forwardFlops(decoder),
      rate: training.drawn ? rates.reduce((sum, v) => sum + v, 0) : null,
      collapsed: training.drawn ? rates.filter((v) => v < SILENT).length : null,
      deviations: [Math.min(...Array.from(deviation)), Math.max(...Array.from(deviation))],
      untuned,
      tuned: context.recovered(after, codes.means),
    };
  });
}

/** Weights of the divergence, and steps of each short training. */
const KL_WEIGHTS = [0.002, 0.02, 0.2, 1];
const KL_STEPS = 500;

/** Those that are there, or that there is time for. */
export async function collapseRows(context: Context): Promise<readonly Collapse[]> {
  const rows: Collapse[] = [];
  for (const weight of KL_WEIGHTS) {
    const row = await collapseRow(weight, context);
    if (row) rows.push(row);
  }
  return rows;
}

function collapseRow(klWeight: number, context: Context): Promise<Collapse | undefined> {
  const { training } = planOf(digitAutoencoder(32), { klWeight, decaySteps: KL_STEPS });
  return context.part(`collapse-${klWeight}`, training, async () => {
    const codec = await autoencoderOf(training);
    codec.setData(context.split.train);
    const loss = codec.train(KL_STEPS);
    if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} (weight of the divergence ${klWeight})`);
    codec.load({ weights: codec.save().ema });
    const codes = codec.encode(context.held);
    const rates = Array.from(ratesByNumber(codes, 32)).sort((a, b) => b - a);
    return {
      klWeight,
      images: KL_STEPS * training.batchSize,
      rate: rates.reduce((sum, v) => sum + v, 0),
      distortion: context.recovered(codec, codes.means).distortion,
      collapsed: rates.filter((v) => v < SILENT).length,
      rates,
    };
  });
}
