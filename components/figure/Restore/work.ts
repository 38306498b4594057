/** What the shipped network answers to a damaged digit. */
import { batch } from '../../../src/core/batch';
import { digitPixels } from '../../../src/core/data/digits';
import { greyOf, inkPixels } from '../../../src/core/image-network/pixels';
import type { MethodName } from '../../../src/core/inverse/registry';
import { pictureOperator } from '../../../src/core/inverse/spec';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import type { ClassicalName } from '../../../src/engine/kinds/shipped/restoring-without';
import { toBytes, toText } from '../bytes';
import { missingOf } from './mask-code';
import { measure, type Measured } from './measured';
import { measuredKey, request, restoreKey, type RestoreSettings } from './state';

export interface Answers {
  /** What they answer; empty where there are none. */
  readonly key: string;
  /** Whose they are. */
  readonly method: MethodName;
  /** Grey levels, [n, 784]. */
  readonly grey: Uint8Array;
  /** The digit that was damaged, and for each pixel whether it was missing; null where something else befell it. */
  readonly truth: Uint8Array;
  readonly missing: Uint8Array | null;
  /** As the classifier reads each, and how sure it is, 0 to 1. */
  readonly classes: readonly number[];
  readonly sure: readonly number[];
  /** Root mean square of what the measurement of an answer misses of the measured, beside the noise it was told. */
  readonly misfit: number;
  readonly noise: number;
  /** Calls of the network for an answer, and those of them that were followed back. */
  readonly evaluations: number;
  readonly pulls: number;
  readonly milliseconds: number;
  /** Share of the work that is done. */
  readonly done: number;
}

export const noAnswers: Answers = {
  key: '',
  method: 'ddnm',
  grey: new Uint8Array(0),
  truth: new Uint8Array(digitPixels),
  missing: null,
  classes: [],
  sure: [],
  misfit: NaN,
  noise: 0,
  evaluations: 0,
  pulls: 0,
  milliseconds: NaN,
  done: 0,
};

export async function answer(
  s: RestoreSettings,
  clean: Uint8Array,
  fast: boolean,
  asks: Pick<DigitAsks, 'restore'>,
  tell: (change: Partial<Answers>) => void,
  listening: Gone,
): Promise<void> {
  const measured = measure(s, clean);
  tell({ done: 0 });
  const { x, judgement, evaluations, pulls, milliseconds } = await asks.restore(request(s, measured, fast), {
    ...listening,
    onProgress: ({ done }) => tell({ done }),
  });
  const classes = Array.from(judgement?.classes ?? []);
  tell({
    key: restoreKey(s) ?? '',
    method: s.method,
    grey: greyOf(x, inkPixels),
    truth: clean,
    missing: missingIn(s),
    classes,
    sure: classes.map((digit, i) => Math.exp(judgement?.logProbabilities[10 * i + digit] ?? NaN)),
    misfit: misfit(x, measured),
    noise: measured.noise,
    evaluations,
    pulls,
    milliseconds,
    done: 1,
  });
}

const missingIn = ({ damage, mask }: RestoreSettings) => (damage === 'mask' ? missingOf(mask) : null);

/** Root mean square of y - H(x) over all answers, as they are shown: within paper and ink. */
function misfit(x: Float32Array, { spec, y }: Measured): number {
  const shown = Float64Array.from(x, (v) => Math.max(0, Math.min(1, v)));
  const { data } = pictureOperator(spec).apply(batch(shown, digitPixels));
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += (data[i] - y[i % y.length]) ** 2;
  return Math.sqrt(squares / data.length);
}

export async function answerAtOnce(
  s: RestoreSettings,
  clean: Uint8Array,
  asks: Pick<DigitAsks, 'restore'>,
): Promise<Answers> {
  let found = noAnswers;
  await answer(
    s,
    clean,
    false,
    asks,
    (change) => {
      found = { ...found, ...change };
    },
    {},
  );
  return found;
}

/** What travels in the page. */
export interface BuiltAnswers extends Pick<Answers, 'classes' | 'sure' | 'misfit' | 'noise' | 'evaluations' | 'pulls'> {
  readonly clean: string;
  readonly label: number | null;
  readonly grey: string;
}

export const built = (
  { grey, classes, sure, misfit, noise, evaluations, pulls }: Answers,
  clean: Uint8Array,
  label: number | null,
): BuiltAnswers => ({
  clean: toText(clean),
  label,
  grey: toText(grey),
  classes,
  sure: sure.map((p) => Number(p.toFixed(4))),
  misfit,
  noise,
  evaluations,
  pulls,
});

export const fromBuilt = (s: RestoreSettings, { clean, label: _label, grey, ...rest }: BuiltAnswers): Answers => ({
  ...rest,
  key: restoreKey(s) ?? '',
  method: s.method,
  grey: toBytes(grey),
  truth: toBytes(clean),
  missing: missingIn(s),
  milliseconds: NaN,
  done: 1,
});

/** A picture by somebody who has no network, and its root mean square error. */
export interface Classical {
  readonly name: ClassicalName;
  readonly grey: Uint8Array;
  readonly error: number;
}

export interface Without {
  /** What they follow from; empty where there are none. */
  readonly key: string;
  readonly found: readonly Classical[];
  readonly digits: number;
}

export const nobody: Without = { key: '', found: [], digits: 0 };

export async function answerWithout(
  s: RestoreSettings,
  clean: Uint8Array,
  asks: Pick<DigitAsks, 'restoreWithout'>,
  listening: Gone,
): Promise<Without> {
  const { spec, y, noise } = measure(s, clean);
  const { found, digits } = await asks.restoreWithout({ measured: spec, y, noise }, listening);
  return {
    key: measuredKey(s),
    digits,
    found: found.map(({ name, x }) => {
      const grey = greyOf(x, inkPixels);
      const squares = grey.reduce((sum, v, i) => sum + ((v - clean[i]) / 255) ** 2, 0);
      return { name, grey, error: Math.sqrt(squares / digitPixels) };
    }),
  };
}
