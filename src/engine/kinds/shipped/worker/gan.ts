/** Pictures of latent codes, and the codes of pictures, by the shipped game on digits. */
import { latentCodes } from '../../../../core/image-network/codes';
import { DIGIT_LATENT } from '../../../../core/image-network/gan';
import { CodeSearch } from '../../../../net/image/gan/inversion';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { DigitGenerateSpec, DigitsGenerated, GanInversion, GanInversionSpec } from '../gan';
import { inUnits, pictureSize } from '../pixels';
import type { InversionProgress } from '../types';
import { judged } from './judge';
import type { DigitNetworks } from './networks';

/** Pictures that are made between two looks at the messages. */
const madeAtOnce = 20;

export async function generate(
  spec: DigitGenerateSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<DigitsGenerated> {
  const { labels, pixels = 'standard' } = spec;
  const gan = await networks.gan();
  const judge = spec.judge ? await networks.judge() : null;
  const z = spec.z ? Float32Array.from(spec.z) : codesOf(spec);
  const rest = yielding(gone);
  const standard = new Float32Array(labels.length * pictureSize);
  const outputs = spec.discriminate ? new Float64Array(labels.length) : null;
  let milliseconds = 0;
  for (let from = 0; from < labels.length; from += madeAtOnce) {
    const to = Math.min(labels.length, from + madeAtOnce);
    const of = labels.slice(from, to);
    const begun = performance.now();
    const made = gan.generate(z.subarray(from * DIGIT_LATENT, to * DIGIT_LATENT), of);
    milliseconds += performance.now() - begun;
    standard.set(made, from * pictureSize);
    outputs?.set(gan.discriminate(made, of), from);
    await rest();
  }
  const judgement = judge && (await judged(judge, standard, 'standard', rest));
  return {
    x: inUnits(standard, 'standard', pixels),
    z,
    judgement,
    outputs,
    backend: gan.backend as Backend,
    milliseconds,
  };
}

function codesOf({ labels, seed = 0, rows = labels.map((_, i) => i) }: DigitGenerateSpec): Float32Array {
  return Float32Array.from(latentCodes(seed, rows));
}

export async function invertGan(
  spec: GanInversionSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<InversionProgress>,
): Promise<GanInversion> {
  const { label, pixels = 'standard', steps = 200, restarts = 4, seed = 0, rate = 0.1, prior = 0, every = 5 } = spec;
  const gan = await networks.gan();
  const begun = performance.now();
  const search = new CodeSearch(gan, {
    picture: inUnits(spec.picture, pixels, 'standard'),
    label,
    restarts,
    seed,
    rate,
    steps,
    prior,
  });
  const errors = new Float64Array(steps + 1);
  const rest = yielding(gone);
  for (let k = 0; k <= steps; k++) {
    if (k < steps) search.step();
    else search.look();
    errors[k] = search.error;
    if (every > 0 && (k % every === 0 || k === steps)) {
      tell({
        step: k,
        code: search.code.slice(),
        reconstruction: inUnits(search.reconstruction, 'standard', pixels),
        error: search.error,
        errors: errors.slice(0, k + 1),
        done: k / steps,
      });
    }
    await rest();
  }
  return {
    code: search.code,
    codes: search.codes,
    all: search.errors,
    reconstruction: inUnits(search.reconstruction, 'standard', pixels),
    error: search.error,
    errors,
    backend: gan.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}
