/** The network that attends to words, with its answers taken apart: with the words and without, and where it looks. */
import { captionLength, readPrompt } from '../../../../core/caption/index';
import type { Denoiser } from '../../../../core/denoiser';
import type { Layer } from '../../../../core/image-network/description';
import { numbersIn, places } from '../../../../core/image-network/shape';
import type { Schedule } from '../../../../core/schedule/schedule';
import type { ConditionOf } from '../../../../net/condition/condition';
import { beside, given, unconditional } from '../../../../net/condition/index';
import { imageDenoiser, type Predict } from '../../../../net/image/denoiser';
import { forward } from '../../../../net/image/pass';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { AnatomySpec } from '../anatomy';

/** One call: the guess of the clean code with the words, without them, and as it is used; how much each place looks at each word [words, places]. */
export interface Call {
  readonly told: Float32Array;
  /** Where the network was not asked without the words, the same as `told`. */
  readonly untold: Float32Array;
  readonly guess: Float32Array;
  readonly attention: Float32Array;
}

/** The words of a request as the network is told them: one row. */
export function asksFor({ prompt, words = true }: Pick<AnatomySpec, 'prompt' | 'words'>): ConditionOf<'tokens'> {
  const { tokens, mask } = readPrompt(words ? prompt : '');
  return { kind: 'tokens', length: captionLength, tokens, mask, empty: 0 };
}

const wordsOf = ({ mask }: ConditionOf<'tokens'>): number => mask.reduce((sum, seen) => sum + seen, 0);

/** What the text encoder makes of the words. */
export interface EncodedWords {
  /** At least 1: what says nothing is one empty word. */
  readonly words: number;
  readonly channels: number;
  /** [words, channels] each: as they go into the first attention, and as they come out. */
  readonly embedded: Float32Array;
  readonly encoded: Float32Array;
  /** [words, words], mean over heads and blocks. */
  readonly looking: Float32Array;
  /** All rows that the denoiser is asked with, the words' first, as they were encoded once: [rows, length, channels], with their mask. */
  readonly rows: { readonly condition: ConditionOf<'tokens'>; readonly encoded: Float32Array };
}

/** @param asked one row; `guided`: whether nothing is said beside it */
export function encoderOf(trainer: ImageTrainer, asked: ConditionOf<'tokens'>, guided: boolean): EncodedWords {
  const {
    device,
    bound,
    settings: { network },
  } = trainer;
  const layers = network.context?.layers ?? [];
  const words = wordsOf(asked);
  const condition = (guided ? beside(asked, unconditional(asked)) : asked) as ConditionOf<'tokens'>;
  const n = guided ? 2 : 1;
  const looking = new Mean(words, words);
  const seen = new Map<string, { readonly values: Float32Array; readonly channels: number }>();
  const wanted = [afterPlaces(layers), layers.length - 1].map((i) => `${inContext}${i}`);
  const blank = new Float32Array(n * numbersIn(trainer.domain.shape));
  const inputs = { n, logNoise: new Float32Array(n), ...given(condition, blank, network) };
  device.use('ema');
  device.within(() =>
    forward(device, bound, inputs, {
      seen(path, _layer, y, { channels }) {
        if (wanted.includes(path)) seen.set(path, { channels, values: device.read(y) });
      },
      attended(path, _layer, weights) {
        if (!path.startsWith(inContext)) return;
        const all = device.read(weights);
        looking.add(all.subarray(0, all.length / n), asked.length, asked.length);
      },
    }),
  );
  const [embedded, encoded] = wanted.map((path) => seen.get(path));
  if (!embedded || !encoded) throw new Error(`the ${network.name} attends to no words (expected a text encoder)`);
  const own = ({ values, channels }: typeof encoded) => values.slice(0, words * channels);
  return {
    words,
    channels: encoded.channels,
    embedded: own(embedded),
    encoded: own(encoded),
    looking: looking.value(),
    rows: { condition, encoded: encoded.values },
  };
}

/** How the pass names layers of the context. */
const inContext = 'context.';

/** The last layer before anything attends: a word's own row, and where it stands. */
function afterPlaces(layers: readonly Layer[]): number {
  return layers.findLastIndex(({ kind }) => kind === 'positions' || kind === 'tokens');
}

/** Sums what heads and blocks attend to, [heads queries, keys] each, over the first keys. */
class Mean {
  private readonly sum: Float64Array;
  private count = 0;

  constructor(
    private readonly queries: number,
    private readonly keys: number,
  ) {
    this.sum = new Float64Array(queries * keys);
  }

  /** Weights with so many queries a head and so many keys a row, of which the first ones are kept. */
  add(weights: ArrayLike<number>, queries: number, keys: number): void {
    const heads = weights.length / (queries * keys);
    for (let h = 0; h < heads; h++)
      for (let q = 0; q < this.queries; q++)
        for (let k = 0; k < this.keys; k++) this.sum[q * this.keys + k] += weights[(h * queries + q) * keys + k];
    this.count += heads;
  }

  value(): Float32Array {
    return Float32Array.from(this.sum, (v) => v / Math.max(1, this.count));
  }
}

export interface Watching {
  readonly schedule: Schedule;
  /** w of Ho and Salimans 2022; absent where the network is asked with the words alone. */
  readonly guidance: number | undefined;
}

/** The network as a denoiser of one row that tells of every call. The words are those that were encoded, and are not encoded again. */
export function watchedDenoiser(
  trainer: ImageTrainer,
  { words, rows: { condition, encoded } }: EncodedWords,
  { schedule, guidance }: Watching,
  tell: (call: Call) => void,
): Denoiser {
  const { device, bound, domain } = trainer;
  const size = numbersIn(domain.shape),
    spots = places(domain.shape);
  const copies = condition.tokens.length / condition.length;
  let looked = new Mean(spots, words);
  const predict: Predict = (pictures, level, _condition, which) => {
    const logNoise = new Float32Array(copies).fill(level);
    device.use(which);
    return device.within(() => {
      const { output } = forward(
        device,
        bound,
        { n: copies, pictures, logNoise, encoded, contextMask: condition.mask },
        {
          attended(_path, { kind }, weights) {
            if (kind !== 'cross-attention') return;
            // The row with the words comes first.
            const all = device.read(weights);
            looked.add(all.subarray(0, all.length / copies), spots, condition.length);
          },
        },
      );
      return device.read(output);
    });
  };
  const both = imageDenoiser(predict, domain, condition, { schedule });
  return {
    denoise(x, t, out) {
      looked = new Mean(spots, words);
      const data = new Float64Array(copies * size);
      for (let c = 0; c < copies; c++) data.set(x.data, c * size);
      const answers = both.denoise({ data, dim: size }, t, { data: new Float64Array(copies * size), dim: size }).data;
      const told = Float32Array.from(answers.subarray(0, size)),
        untold = Float32Array.from(answers.subarray((copies - 1) * size));
      for (let i = 0; i < size; i++)
        out.data[i] = answers[i] + (guidance ?? 0) * (answers[i] - answers[(copies - 1) * size + i]);
      tell({ told, untold, guess: Float32Array.from(out.data), attention: turned(looked.value(), spots, words) });
      return out;
    },
  };
}

/** [places, words] as [words, places]. */
function turned(weights: Float32Array, spots: number, words: number): Float32Array {
  return Float32Array.from(weights, (_, i) => weights[(i % spots) * words + Math.floor(i / spots)]);
}
