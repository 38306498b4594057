/** What is drawn and measured of two shipped models, in turn, a few pictures of each at once. */
import { latentCodes } from '../../../src/core/image-network/codes';
import { greyOf } from '../../../src/core/image-network/pixels';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import { toBytes, toText } from '../bytes';
import { measured, type Measures, type Reference } from './reference';
import {
  batches,
  classesOf,
  diffusionKey,
  diffusionRequest,
  ganKey,
  shownCount,
  type DigitsVsDigitsSettings,
} from './state';

const size = 784;

/** One model's pictures in the figure and its numbers. */
export interface Side {
  readonly key: string;
  /** Grey levels of all that are shown. */
  readonly grey: Uint8Array;
  /** Of those shown, the class by the judge; empty while they are made. */
  readonly classes: readonly number[];
  /** Share of the first pictures that is done. */
  readonly done: number;
  readonly measures: Measures | null;
  /** The same at every number of samples so far. */
  readonly history: readonly Measures[];
  /** For one picture, where forty are made at once; the median of the batches so far. NaN before. */
  readonly milliseconds: number;
}

export interface Shown {
  readonly diffusion: Side;
  readonly gan: Side;
}

/** Without the numbers of what was drawn under other settings: they are another model's, until the first of these are there. */
export function current(s: DigitsVsDigitsSettings, { diffusion, gan }: Shown): Shown {
  const own = (side: Side, key: string): Side =>
    side.key === key ? side : { ...side, classes: [], done: 0, measures: null, history: [], milliseconds: NaN };
  return { diffusion: own(diffusion, diffusionKey(s)), gan: own(gan, ganKey(s)) };
}

export type Sides = keyof Shown;
export type Asks = Pick<DigitAsks, 'sample' | 'judge' | 'generate'>;

/** Codes of a seed, for `n` rows beginning with `from`, multiplied by `shrink`: [n, 64]. */
export function codesOf(seed: number, from: number, n: number, shrink = 1): Float64Array {
  const z = latentCodes(
    seed,
    Array.from({ length: n }, (_, i) => from + i),
  );
  return shrink === 1 ? z : z.map((v) => shrink * v);
}

export const isMeasured = ({ measures }: Side): boolean => measures !== null && measures.n >= batches * shownCount;

interface Made {
  readonly x: Float32Array;
  readonly milliseconds: number;
}

/** One side, batch after batch; stops for the other to have its turn. */
async function* drawn(
  key: string,
  have: Side,
  make: (from: number, tell: (grey: Uint8Array, done: number) => void) => Promise<Made>,
  judge: Asks['judge'],
  reference: Reference,
  tell: (side: Side) => void,
  listening: Gone,
): AsyncGenerator<void, void> {
  let side: Side = { key, grey: have.grey, classes: [], done: 0, measures: null, history: [], milliseconds: NaN };
  const features: number[] = [],
    classes: number[] = [],
    times: number[] = [];
  for (let k = 0; k < batches; k++) {
    const from = k * shownCount;
    const { x, milliseconds } = await make(from, (grey, done) => {
      side = { ...side, grey, done };
      tell(side);
    });
    const found = await judge({ x }, listening);
    times.push(milliseconds / shownCount);
    features.push(...found.features.data);
    classes.push(...found.classes);
    const { dim } = found.features;
    const measures = measured(
      { data: Float64Array.from(features), dim },
      classes,
      classesOf(0, from + shownCount),
      reference,
    );
    side = {
      ...side,
      measures,
      history: [...side.history, measures],
      ...(k === 0 && { grey: greyOf(x), classes: Array.from(found.classes), done: 1 }),
      milliseconds: median(times),
    };
    tell(side);
    yield;
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Does what has not been done for these settings, telling of every piece. */
export async function follow(
  s: DigitsVsDigitsSettings,
  have: Shown,
  reference: Reference,
  asks: Asks,
  tell: (change: Partial<Shown>) => void,
  signal?: AbortSignal,
): Promise<void> {
  const listening = { ...(signal && { signal }) };
  const sides: AsyncGenerator<void, void>[] = [];
  // What was drawn when the page was built says nothing of this machine's speed.
  const fresh = (side: Side, key: string) =>
    side.key !== key || !isMeasured(side) || !Number.isFinite(side.milliseconds);
  if (fresh(have.gan, ganKey(s))) {
    sides.push(
      drawn(
        ganKey(s),
        have.gan,
        (from) =>
          asks.generate(
            {
              labels: classesOf(from, shownCount),
              z: codesOf(s.seed, from, shownCount, s.shrink),
            },
            listening,
          ),
        asks.judge,
        reference,
        (gan) => tell({ gan }),
        listening,
      ),
    );
  }
  if (fresh(have.diffusion, diffusionKey(s))) {
    sides.push(
      drawn(
        diffusionKey(s),
        have.diffusion,
        (from, told) => {
          const grey = Uint8Array.from(have.diffusion.grey);
          return asks.sample(diffusionRequest(s, from), {
            ...listening,
            onProgress: ({ first, denoised, done }) => {
              if (from > 0) return;
              grey.set(greyOf(denoised), first * size);
              told(Uint8Array.from(grey), done);
            },
          });
        },
        asks.judge,
        reference,
        (diffusion) => tell({ diffusion }),
        listening,
      ),
    );
  }
  for (let more = sides.length > 0; more;) {
    more = false;
    for (const side of sides) more = !(await side.next()).done || more;
  }
}

const blank = (): Side => ({
  key: '',
  grey: new Uint8Array(shownCount * size),
  classes: [],
  done: 0,
  measures: null,
  history: [],
  milliseconds: NaN,
});

/** All of it: when the page is built. */
export async function shownAtOnce(s: DigitsVsDigitsSettings, reference: Reference, asks: Asks): Promise<Shown> {
  let have: Shown = { diffusion: blank(), gan: blank() };
  await follow(s, have, reference, asks, (change) => {
    have = { ...have, ...change };
  });
  return have;
}

/** What travels in the page: the pictures as grey levels in base64. Times are the reader's machine's own, so none travel. */
export type BuiltSide = Omit<Side, 'grey' | 'key' | 'milliseconds' | 'done' | 'measures'> & { readonly grey: string };
export type BuiltDigits = Readonly<Record<Sides, BuiltSide>>;

export function built({ diffusion, gan }: Shown): BuiltDigits {
  const side = ({ grey, classes, history }: Side): BuiltSide => ({ grey: toText(grey), classes, history });
  return { diffusion: side(diffusion), gan: side(gan) };
}

export function fromBuilt(s: DigitsVsDigitsSettings, { diffusion, gan }: BuiltDigits): Shown {
  const side = (key: string, { grey, classes, history }: BuiltSide): Side => ({
    key,
    classes,
    history,
    measures: history.at(-1) ?? null,
    grey: toBytes(grey),
    done: 1,
    milliseconds: NaN,
  });
  return { diffusion: side(diffusionKey(s), diffusion), gan: side(ganKey(s), gan) };
}
