/** Answers what a page asks of the shipped game on digits. */
import { inkPixels } from '../../../core/image-network/pixels';
import { DIGIT_LATENT } from '../../../core/image-network/gan';
import { fillNormal, random } from '../../../core/random';
import { CodeSearch } from '../../../net/image/gan/inversion';
import {
  checkGanInversionSpec,
  checkGenerateSpec,
  type DigitGenerateSpec,
  type DigitsGenerated,
  type GanInversion,
  type GanInversionSpec,
} from '../../digit-gan';
import { pictureSize, pixelScales, type PixelUnits } from '../../digit-samples';
import type { Backend } from '../../settings';
import { breathing, judged, type Listener } from './answer';
import type { DigitNetworks } from './shipped';

/** Pictures that are made between two looks at the messages. */
const madeAtOnce = 20;

/** Pictures in one unit in another. */
export function inUnits(x: ArrayLike<number>, from: PixelUnits, to: PixelUnits): Float32Array {
  const a = pixelScales[from],
    b = pixelScales[to];
  return Float32Array.from(x, (v) => b.mean + (b.deviation * (v - a.mean)) / a.deviation);
}

export async function generateDigits(
  spec: DigitGenerateSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<DigitsGenerated> {
  checkGenerateSpec(spec);
  const { labels, pixels = 'standard' } = spec;
  const gan = await networks.gan();
  const judge = spec.judge ? await networks.judge() : null;
  const z = spec.z ? Float32Array.from(spec.z) : codesOf(spec);
  const breath = breathing(gone);
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
    await breath();
  }
  const judgement = judge && (await judged(judge, standard, 'standard', breath));
  return {
    x: inUnits(standard, 'standard', pixels),
    z,
    judgement,
    outputs,
    backend: gan.backend as Backend,
    milliseconds,
  };
}

/** Code number `row` of a seed, whatever else is drawn. */
function codesOf({ labels, seed = 0, rows = labels.map((_, i) => i) }: DigitGenerateSpec): Float32Array {
  const root = random(seed).split('code');
  const z = new Float64Array(rows.length * DIGIT_LATENT);
  rows.forEach((row, i) => fillNormal(z.subarray(i * DIGIT_LATENT, (i + 1) * DIGIT_LATENT), root.split(row)));
  return Float32Array.from(z);
}

export async function invertGan(
  spec: GanInversionSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener,
): Promise<GanInversion> {
  checkGanInversionSpec(spec);
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
  const breath = breathing(gone);
  for (let k = 0; k <= steps; k++) {
    if (k < steps) search.step();
    else search.look();
    errors[k] = search.error;
    if (every > 0 && (k % every === 0 || k === steps)) {
      tell({
        kind: 'invert',
        step: k,
        code: search.code.slice(),
        reconstruction: inUnits(search.reconstruction, 'standard', pixels),
        error: search.error,
        errors: errors.slice(0, k + 1),
        done: k / steps,
      });
    }
    await breath();
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

/** Mean squared difference of two pictures in standard units, as ink from 0 to 1. */
export function inkError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (inkPixels.deviation * (a[i] - b[i])) ** 2;
  return sum / a.length;
}
