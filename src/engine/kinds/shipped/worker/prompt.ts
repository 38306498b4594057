/** Pictures of what words say: codes from noise by the network of captions, drawn by the decoder, and where its places looked. */
import { measures } from '../../../../core/caption/instruments';
import { onPaper } from '../../../../core/caption/paper';
import { numbersOf } from '../../../../core/domain';
import type { Denoiser } from '../../../../core/denoiser';
import type { Layer } from '../../../../core/image-network/description';
import { greyOf } from '../../../../core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import { places } from '../../../../core/image-network/shape';
import { fillNormal, random } from '../../../../core/random';
import { dpmpp2m } from '../../../../core/sampler/dpmpp-2m';
import type { Condition } from '../../../../net/condition/index';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { pictureSize } from '../pixels';
import type { DigitPromptProgress, DigitPromptSpec, DigitsPrompted, PromptStep, Said } from '../prompt';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts, rowsAtOnce } from './parts';

export async function promptDigits(
  spec: DigitPromptSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<DigitPromptProgress>,
): Promise<DigitsPrompted> {
  const { rows, evaluations = 10, watch = true } = spec;
  const [trainer, codec, judge] = await Promise.all([networks.text(), networks.codec('spatial'), networks.judge()]);
  const begun = performance.now();
  const times = digitTimes(evaluations);
  const schedule = digitSchedule();
  const dim = numbersOf(trainer.domain);
  const start = codesOfNoise(rows, spec.seed, schedule.sigma(times[0]), dim);
  const work = parts(rows.length, rowsAtOnce).map(({ first, count }) => {
    const attention = new Attention(trainer, count, spec.prompt.tokens.length);
    return {
      first,
      count,
      attention,
      steps: dpmpp2m({
        denoiser: asked(spec, trainer, watch ? attention : null),
        schedule,
        times,
        x: { data: start.slice(first * dim, (first + count) * dim), dim },
      }),
    };
  });
  const rest = yielding(gone);
  const drawn = (codes: Float64Array) => greyOf(codec.decode(Float32Array.from(codes)));
  const grey = new Uint8Array(rows.length * pictureSize);
  const all: PromptStep[] = [];
  // All pictures go forward together, a few at a time: the sheet takes shape at once.
  for (let i = 0; i < times.length; i++) {
    const seen: Float32Array[] = [];
    const last = i === times.length - 1;
    for (const { first, steps, attention } of work) {
      attention.forget();
      const { value: step } = steps.next();
      if (step && i > 0 && (watch || last))
        grey.set(drawn(last ? step.x.data : step.denoised.data), first * pictureSize);
      seen.push(attention.mean());
      await rest();
    }
    if (!watch || i === 0) continue;
    const noise = schedule.sigma(times[i - 1]) / schedule.alpha(times[i - 1]);
    const taken = { noise, grey: grey.slice(), attention: joined(seen) };
    all.push(taken);
    // What is told is given away.
    tell({ ...structuredClone(taken), step: i, steps: times.length - 1 });
  }
  const ink = Float64Array.from(grey, (level) => level / 255);
  return {
    grey,
    steps: all,
    measures: measures(onPaper({ data: ink, dim: pictureSize }), Math.sqrt(pictureSize)),
    judgement: await judged(judge, ink, 'ink', rest),
    backend: trainer.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}

/** Noise number `row` of a seed, whatever else is drawn: [rows, dim] codes. */
function codesOfNoise(rows: readonly number[], seed: number, sigma: number, dim: number): Float64Array {
  const root = random(seed).split('codes');
  const x = new Float64Array(rows.length * dim);
  rows.forEach((row, i) => fillNormal(x.subarray(i * dim, (i + 1) * dim), root.split(row)));
  return x.map((v) => sigma * v);
}

/** The denoiser that says the same of all rows. */
function asked(
  { prompt, negative, guidance = 0 }: DigitPromptSpec,
  trainer: ImageTrainer,
  attention: Attention | null,
): Denoiser {
  return trainer.denoiser({
    schedule: digitSchedule(),
    condition: told(prompt),
    guidance,
    ...(negative && { awayFrom: told(negative) }),
    ...(attention && { attended: (...seen) => attention.add(...seen) }),
  });
}

export const told = ({ tokens, mask }: Said): Condition => ({
  kind: 'tokens',
  length: tokens.length,
  tokens: Int32Array.from(tokens),
  mask: Uint8Array.from(mask),
  empty: 0,
});

/** Where the places of some rows looked in one call, averaged over heads and over the layers that attend to words from every place of the code. */
class Attention {
  private readonly sums: Float32Array;
  private heads = 0;
  private readonly places: number;

  constructor(
    trainer: ImageTrainer,
    private readonly rows: number,
    private readonly words: number,
  ) {
    this.places = places(trainer.domain.shape);
    this.sums = new Float32Array(rows * words * this.places);
  }

  forget(): void {
    this.sums.fill(0);
    this.heads = 0;
  }

  /** `weights` are [rows heads places, words]. */
  add(layer: Layer, weights: Float32Array, { from, rows }: { readonly from: number; readonly rows: number }): void {
    const { places: all, words } = this;
    if (layer.kind !== 'cross-attention' || weights.length !== rows * layer.heads * all * words) return;
    const { heads } = layer;
    for (let i = 0, at = 0; i < rows; i++)
      for (let h = 0; h < heads; h++)
        for (let p = 0; p < all; p++)
          for (let w = 0; w < words; w++) this.sums[((from + i) * words + w) * all + p] += weights[at++];
    if (from + rows === this.rows) this.heads += heads;
  }

  /** [rows, words, places] */
  mean(): Float32Array {
    return this.sums.map((v) => (this.heads === 0 ? 0 : v / this.heads));
  }
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
