/** Pictures of embeddings, by the prior and the decoder. */
import { cosines, unitRows } from '../../../../core/contrastive';
import { embeddingSize as size } from '../../../../core/image-network/contrastive';
import { unclipGuidance } from '../../../../core/image-network/unclip';
import { spherical } from '../../../../core/interpolate';
import { toldEmbeddings } from '../../../../net/image/unclip/told';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { inUnits, pictureSize } from '../pixels';
import type { Unclipped, UnclipProgress, UnclipSource, UnclipSpec } from '../unclip';
import { embeddedPictures, embeddedTexts, repeated } from './embed';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts, rowsAtOnce } from './parts';
import { together, type DrawnTogether } from './together';

/** Rows of the two small networks that take a step at once. */
const flatAtOnce = 50;

export async function unclip(
  spec: UnclipSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<UnclipProgress>,
): Promise<Unclipped> {
  const { source, seed, pixels = 'standard', guidance = {}, evaluations = {}, path = false } = spec;
  const [clip, decoder, codec] = [await networks.clip(), await networks.unclip(), await networks.codec('flat')];
  const byPrior = source.kind === 'text' && source.prior !== false;
  const prior = byPrior ? await networks.prior() : null;
  const judge = spec.judge ? await networks.judge() : null;
  const rest = yielding(gone);
  const clock = watch();
  const {
    text,
    embeddings: given,
    rows,
  } = await embeddingsOf(source, {
    texts: (texts) => embeddedTexts(clip, texts, rest),
    pictures: (x) => embeddedPictures(clip, inUnits(x, pixels, 'standard'), rest),
  });
  const encoders = clock();
  const [ofPrior, ofDecoder] = [prior ? (evaluations.prior ?? 10) : 0, evaluations.decoder ?? 10];
  const both = ofPrior + ofDecoder;
  let steps: DrawnTogether | null = null;
  if (prior) {
    steps = await together({
      trainer: prior,
      name: 'prior',
      seed,
      rows,
      condition: toldEmbeddings(given),
      guidance: guidance.prior ?? unclipGuidance.prior,
      evaluations: ofPrior,
      atOnce: flatAtOnce,
      path,
      rest,
      told: (step) => tell({ part: 'prior', step, steps: ofPrior, x: null, done: step / both }),
    });
  }
  const embeddings = steps ? unitRows(steps.x, size) : given;
  const thought = clock();
  const decoded = (codes: Float32Array) => inUnits(codec.decode(codes), 'standard', pixels);
  const made = await together({
    trainer: decoder,
    name: 'decoder',
    seed,
    rows,
    condition: toldEmbeddings(embeddings),
    guidance: guidance.decoder ?? unclipGuidance.decoder,
    evaluations: ofDecoder,
    atOnce: flatAtOnce,
    path,
    rest,
    told: (step, guess) =>
      tell({ part: 'decoder', step, steps: ofDecoder, x: decoded(guess), done: (ofPrior + step) / both }),
  });
  const drew = clock();
  const x = new Float32Array(rows.length * pictureSize);
  for (const { first, count } of parts(rows.length, rowsAtOnce)) {
    x.set(decoded(made.x.slice(first * size, (first + count) * size)), first * pictureSize);
    await rest();
  }
  const painted = clock();
  const again = await embeddedPictures(clip, inUnits(x, pixels, 'standard'), rest);
  const { times, states, guesses } = made;
  return {
    text,
    embeddings,
    codes: made.x,
    x,
    again,
    cosines: Float64Array.from(rows, (_, i) => {
      const at = (values: Float32Array) => values.subarray(i * size, (i + 1) * size);
      return cosines(at(again), at(embeddings), size)[0];
    }),
    prior: path && steps ? { times: steps.times, states: steps.states, guesses: steps.guesses } : null,
    decoder: path ? { times, states, guesses, pictures: guesses.map(decoded) } : null,
    judgement: judge && (await judged(judge, x, pixels, rest)),
    backend: decoder.backend as Backend,
    milliseconds: { encoders, prior: thought, decoder: drew, pixels: painted },
  };
}

interface Encoders {
  readonly texts: (texts: readonly string[]) => Promise<Float32Array>;
  readonly pictures: (x: Float32Array | Float64Array) => Promise<Float32Array>;
}

/** What a source comes to: embeddings [n, 32], of prompts or of pictures, and which noise each row takes. */
async function embeddingsOf(
  source: UnclipSource,
  { texts, pictures }: Encoders,
): Promise<{
  readonly text: Float32Array | null;
  readonly embeddings: Float32Array;
  readonly rows: readonly number[];
}> {
  switch (source.kind) {
    case 'text': {
      const text = await texts([source.text]);
      return { text, embeddings: repeated(text, source.count), rows: turns(source.count) };
    }
    case 'picture': {
      const own = await pictures(source.picture);
      return { text: null, embeddings: repeated(own, source.count), rows: turns(source.count) };
    }
    case 'between': {
      const ends = await pictures(source.pictures);
      return { text: null, ...along(ends.subarray(0, size), ends.subarray(size), source.shares) };
    }
    case 'difference': {
      const own = await pictures(source.picture);
      const both = await texts([source.from, source.to]);
      const way = Float32Array.from({ length: size }, (_, k) => both[size + k] - both[k]);
      if (way.every((v) => Math.abs(v) < 1e-6))
        throw new RangeError('two prompts that come to the same (expected two that differ in words that are known)');
      return { text: null, ...along(own, unitRows(way, size), source.shares) };
    }
  }
}

/** Along the arc from `a` to `b`, all from the same noise. */
function along(a: Float32Array, b: Float32Array, shares: readonly number[]) {
  const embeddings = new Float32Array(shares.length * size);
  shares.forEach((share, i) => embeddings.set(spherical(a, b, share), i * size));
  return { embeddings, rows: shares.map(() => 0) };
}

const turns = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** Milliseconds since it was last asked. */
function watch(): () => number {
  let since = performance.now();
  return () => {
    const now = performance.now();
    const gone = now - since;
    since = now;
    return gone;
  };
}
