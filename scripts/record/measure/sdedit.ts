import type { Batch } from '../../../src/core/batch';
import { borders, measures, onPaper, readPrompt } from '../../../src/core/caption';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { digitEditTimes } from '../../../src/core/image-network/editing';
import { bind } from '../../../src/core/image-network/parameters';
import { asShown, fromGrey } from '../../../src/core/image-network/pixels';
import { shippedText } from '../../../src/core/image-network/text-shipped';
import { drawnBadly } from '../../../src/core/inverse';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { ofClass } from '../../../src/net/condition/class';
import type { Condition } from '../../../src/net/condition/index';
import { edited, editNoise } from '../../../src/net/image/editing';
import { captionsCondition } from '../../../src/net/image/objective/captioned';
import { shippedSettings } from '../../../src/net/image/shipped';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { shippedTextSettings } from '../../../src/net/image/text/shipped';
import { ImageTrainer } from '../../../src/net/image/trainer';
import {
  sdedit,
  waysAsked,
  type SdeditRecord,
  type SdeditRow,
  type SdeditSet,
  type WayAsked,
} from '../../../src/record/sdedit';
import { spatialCodec } from '../../train/captioned';
import { machine, readShipped } from '../../train/files';
import { agreement } from '../../train/measure';
import { inkIn } from '../../train/measure-words';
import { judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const FIFTHS = [0.2, 0.4, 0.6, 0.8, 1];
const STRENGTHS: Readonly<Record<WayAsked, readonly number[]>> = {
  nothing: [0, ...TENTHS],
  class: FIFTHS,
  codes: [0],
  bold: FIFTHS,
  'bold class': [0.4, 0.6],
};
const STEPS = 10;
const DRAWINGS = 50;
const GUIDANCE: Readonly<Record<WayAsked, number>> = { nothing: 0, class: 2, codes: 0, bold: 2, 'bold class': 2 };
/** Rows that go through a network at once. */
const AT_ONCE = 10;
const pixels = 784;

interface Drawings {
  readonly labels: readonly number[];
  /** [50, 784] in standard units, as shown: the digits, and what was drawn of them. */
  readonly digits: Float32Array;
  readonly drawn: Float32Array;
  /** Strokes of the drawings, in pixels. */
  readonly strokes: Float64Array;
}

const strokesOf = (pictures: Float32Array): Float64Array => measures(onPaper(inkIn(pictures)), 28).thickness;

async function prepared() {
  const { split, judge, hash, train } = await judgedDigits();
  const { codec, hash: codecHash } = await spatialCodec(split.hash);
  const digits = readShipped('digits', shippedUNet, split.hash);
  const text = readShipped('text', shippedText, split.hash);
  const pixelNetwork = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  pixelNetwork.load({ weights: digits.weights });
  const codeNetwork = new ImageTrainer(await createSimdDevice(bind(shippedText)), shippedTextSettings.text);
  codeNetwork.load({ weights: text.weights });
  const reference = rooted(sampleMoments(train.features));

  const known = new Map<number, Drawings>();
  const drawingsOf = (seed: number): Drawings => {
    const before = known.get(seed);
    if (before) return before;
    const { images, labels } = split.heldOut;
    const order = shuffled(labels.length).slice(((seed - 1) % 10) * DRAWINGS, (((seed - 1) % 10) + 1) * DRAWINGS);
    const ink = order.map((at) => Float64Array.from(images.subarray(at * pixels, (at + 1) * pixels), (p) => p / 255));
    const bad = ink.map((one, i) => drawnBadly(one, 28, random(seed).split('drawn badly').split(i)));
    const grey = (all: readonly Float64Array[]) =>
      Float32Array.from(fromGrey(Uint8Array.from(all.flatMap((one) => Array.from(one, (v) => Math.round(255 * v))))));
    const drawn = grey(bad);
    const made = { labels: order.map((at) => labels[at]), digits: grey(ink), drawn, strokes: strokesOf(drawn) };
    known.set(seed, made);
    return made;
  };

  /** What is measured of pictures that came of drawings. */
  const found = (seed: number, of: Drawings, pictures: Float32Array): SdeditSet => {
    const { classes, logProbabilities, features } = judge.judge(pictures);
    const [before, after] = [of.strokes, strokesOf(pictures)];
    const [, border] = borders.thickness.at;
    const plain = Array.from(before.keys()).filter((i) => !(before[i] > border));
    const widths = Array.from(after).filter((v) => !Number.isNaN(v));
    return {
      seed,
      distance: apart(pictures, of.drawn),
      meant: apart(pictures, of.digits),
      kept: agreement(classes, of.labels),
      sureness: mean(Array.from(classes, (c, i) => Math.exp(logProbabilities[10 * i + c]))),
      nearest: nearest(features, train.features),
      frechet: frechetToRooted(reference, sampleMoments(features)),
      thickness: mean(widths),
      bold: plain.filter((i) => after[i] > border).length / plain.length,
    };
  };

  const told = (asked: WayAsked, labels: readonly number[]): Condition => {
    if (asked === 'nothing') return ofClass(labels.map(() => -1));
    if (asked === 'class') return ofClass(labels);
    const words = (label: number) => (asked === 'codes' ? '' : asked === 'bold' ? 'a bold digit' : `a bold ${label}`);
    return captionsCondition(labels.map((label) => readPrompt(words(label))));
  };

  /** Pictures in standard units, as shown. `clean` in place of the drawings. */
  const editedAs = (asked: WayAsked, strength: number, seed: number, of: Drawings, clean = of.drawn): Float32Array => {
    const inPixels = asked === 'nothing' || asked === 'class';
    const trainer = inPixels ? pixelNetwork : codeNetwork;
    const times = digitEditTimes(STEPS, strength);
    const start = inPixels ? clean : codec.encode(clean).means;
    const n = of.labels.length,
      dim = start.length / n;
    const noise = editNoise(seed, Array.from(of.labels.keys()), dim);
    const out = new Float32Array(start.length);
    for (let from = 0; from < n; from += AT_ONCE) {
      const to = Math.min(n, from + AT_ONCE);
      const rows = (x: ArrayLike<number>): Batch => ({
        data: Float64Array.from({ length: (to - from) * dim }, (_, k) => x[from * dim + k]),
        dim,
      });
      out.set(
        edited({
          trainer,
          condition: told(asked, of.labels.slice(from, to)),
          clean: rows(start),
          noise: rows(noise.data),
          times,
          guidance: GUIDANCE[asked],
          clip: inPixels,
        }),
        from * dim,
      );
    }
    return asShown(inPixels ? out : codec.decode(out));
  };

  const forgotten = (seed: number): SdeditRecord['forgotten'][number] => {
    const of = drawingsOf(seed);
    const withIt = editedAs('nothing', 1, seed, of);
    const without = editedAs('nothing', 1, seed, of, new Float32Array(of.drawn.length));
    const share = (x: Float32Array) => agreement(judge.judge(x).classes, of.labels);
    return { seed, kept: share(withIt), alone: share(without), apart: apart(withIt, without) };
  };

  const [encoderHash, decoderHash] = codecHash.split(' ');
  return {
    one: (asked: WayAsked, strength: number, seed: number): SdeditSet => {
      const of = drawingsOf(seed);
      return found(seed, of, editedAs(asked, strength, seed, of));
    },
    real: (seed: number): SdeditSet => {
      const of = drawingsOf(seed);
      return found(seed, of, of.digits);
    },
    forgotten,
    weights: {
      digits: digits.manifest.weights.hash,
      text: text.manifest.weights.hash,
      'spatial-encoder': encoderHash,
      'spatial-decoder': decoderHash,
      classifier: hash,
    },
  };
}

/** Rows 0 to n - 1 in the one order from which sets are cut. */
function shuffled(n: number): number[] {
  const draw = random(13).split('drawings');
  const rows = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw.integer(i + 1);
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Mean over pictures of the root mean square difference of a pixel, ink from 0 to 1. */
function apart(a: Float32Array, b: Float32Array): number {
  const [one, other] = [inkIn(a).data, inkIn(b).data];
  const n = a.length / pixels;
  return mean(
    Array.from({ length: n }, (_, i) => {
      let sum = 0;
      for (let k = i * pixels; k < (i + 1) * pixels; k++) sum += (one[k] - other[k]) ** 2;
      return Math.sqrt(sum / pixels);
    }),
  );
}

/** Mean distance of a row of `a` to the nearest of `b`. */
function nearest(a: Batch, b: Batch): number {
  const { dim } = a;
  return mean(
    Array.from({ length: a.data.length / dim }, (_, i) => {
      let least = Infinity;
      for (let j = 0; j < b.data.length; j += dim) {
        let sum = 0;
        for (let k = 0; k < dim && sum < least; k++) sum += (a.data[i * dim + k] - b.data[j + k]) ** 2;
        if (sum < least) least = sum;
      }
      return Math.sqrt(least);
    }),
  );
}

export const measurement = measured<SdeditRecord>({
  digits: 4,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const { one, real, forgotten, weights } = await prepared();
    const path = '.cache/evaluate/sdedit.json';
    const identity = JSON.stringify([weights, STEPS, DRAWINGS, GUIDANCE]);
    const before = quick || fresh ? undefined : kept<Readonly<Record<string, SdeditSet>>>(path, identity);
    const known: Record<string, SdeditSet> = { ...before };
    const begun = performance.now();
    const rows: SdeditRow[] = [];
    const seeds = quick ? [101] : SEEDS;
    for (const asked of waysAsked) {
      for (const strength of STRENGTHS[asked]) {
        const sets: SdeditSet[] = [];
        for (const seed of seeds) {
          const key = `${asked} ${strength} ${seed}`;
          if (!Object.hasOwn(known, key)) {
            if (performance.now() - begun > minutes * 60_000) {
              tell('stopped; the same command goes on from here');
              return 0;
            }
            known[key] = one(asked, strength, seed);
            tell(`${key}: ${JSON.stringify(known[key])} ${Math.round(performance.now() - begun)} ms`);
          }
          sets.push(known[key]);
        }
        if (!quick) keepForLater(path, identity, known);
        rows.push({ asked, guidance: strength === 0 ? null : GUIDANCE[asked], strength, sets });
      }
    }
    if (quick) return 0;
    keep({
      command: sdedit.command,
      machine: machine(),
      weights,
      steps: STEPS,
      drawings: DRAWINGS,
      real: SEEDS.map(real),
      rows,
      forgotten: SEEDS.map(forgotten),
    });
    return 0;
  },
  again: async (record) => {
    const { one, real, forgotten } = await prepared();
    const at = (asked: WayAsked, strength: number) =>
      record.rows.find((row) => row.asked === asked && row.strength === strength)!.sets[0];
    return [
      ...beside('true digits', record.real[0], real(1)),
      ...beside('told nothing at 0.3', at('nothing', 0.3), one('nothing', 0.3, 1)),
      ...beside('bold at 0.2', at('bold', 0.2), one('bold', 0.2, 1)),
      ...beside('forgotten', record.forgotten[0], forgotten(1)),
    ];
  },
});
