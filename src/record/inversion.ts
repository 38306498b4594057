/**
 * Digits taken to noise and back, changed on the way, walked between and along directions: chapter 13, *There and back*.
 *
 * The protocol, fixed before anything was measured. Digits are the last five held-out ones of each class, fifty in all. The shipped network is told their class; guidance is w
 * of D + w (D - D_nothing), on the way back only unless a mend says otherwise. Errors are root mean squares of a pixel, ink from 0 to 1, of pictures as they are shown.
 * Edits take `editSteps` steps; digit k of a class c is asked to become c + 1 + k (from 0, modulo 10). `fresh` draws that class anew from seeded noise, which keeps nothing, and `unrelated` puts
 * a real digit of that class beside the original. Slant and thickness are correlated, over the fifty, with those of the original.
 * Between: ten groups of pairs of held-out digits of one class, disjoint, and as many pairs of draws. Fréchet distances, of all pairs to the training digits in the judge's features, have
 * the jackknife's standard error over the groups; `real` are as many held-out digits. Directions: the mean code of training digits that the instruments call bold (leaning right)
 * minus that of thin (leaning left), `taken` training digits, in units of itself; `white` are ten random directions, `shuffled` ten differences of the same codes with the
 * instrument's values dealt out at random, all as long as the longer of both, at a strength of `controlStrength`.
 */
import { digitEmbedding } from '../core/image-network/digits';
import { mends, type Mend } from '../core/inversion/mends';
import { experiment } from './record';
import { fields, list, name, number, table, text, type Shaped } from './shape';
import { fixed } from './words';

const spread = fields({ mean: number, deviation: number, n: number });

const shape = fields({
  command: text,
  machine: text,
  weights: table(text),
  digits: number,
  trips: list(
    fields({
      mend: name(...mends),
      guidance: number,
      steps: number,
      error: spread,
      /** Root mean square of the code; 1 for a draw. */
      length: spread,
      /** Times that the network was asked, for one digit. */
      calls: number,
    }),
  ),
  /** Over the 784 numbers of a code: root mean square, excess kurtosis (0 for a Gaussian), correlation of neighbours in a row. */
  codes: list(
    fields({
      of: name('noise', 'plain', 'exact', 'guided'),
      steps: number,
      length: spread,
      kurtosis: spread,
      neighbours: spread,
    }),
  ),
  editSteps: number,
  edits: list(
    fields({
      mend: name('fresh', ...mends),
      guidance: number,
      /** Shares that the judge takes for the class asked for, and for the old one. */
      reached: number,
      stayed: number,
      /** Root mean square change of a pixel. */
      moved: spread,
      slant: number,
      thickness: number,
    }),
  ),
  unrelated: spread,
  betweenSteps: number,
  pairs: number,
  groups: number,
  real: fields({ frechet: number, error: number }),
  between: list(
    fields({
      ends: name('digits', 'draws'),
      way: name('end', 'linear', 'spherical'),
      /** Root mean square of the code; 1 for a draw. */
      length: spread,
      /** Cosine of the codes at both ends. */
      cosine: spread,
      agreement: number,
      frechet: number,
      error: number,
    }),
  ),
  directionSteps: number,
  taken: number,
  /** Root mean squares of the differences, and their cosine. */
  directions: fields({ thickness: number, slant: number, cosine: number }),
  controlStrength: number,
  along: list(
    fields({
      direction: name('none', 'thickness', 'slant'),
      strength: number,
      /** Mean values of the instruments. */
      thickness: spread,
      slant: spread,
      kept: number,
    }),
  ),
  /** Of ten directions each: means over the digits. */
  controls: list(fields({ kind: name('white', 'shuffled'), thickness: spread, slant: spread, kept: spread })),
});

/** In the order of the tables. */
export const recordedMends = mends;

export type InversionRecord = Shaped<typeof shape>;

export const tripOf = (r: InversionRecord, mend: Mend, guidance: number, steps: number) =>
  found(
    r.trips.find((one) => one.mend === mend && one.guidance === guidance && one.steps === steps),
    `${mend} ${guidance} ${steps}`,
  );
export const editOf = (r: InversionRecord, mend: Mend | 'fresh', guidance: number) =>
  found(
    r.edits.find((one) => one.mend === mend && one.guidance === guidance),
    `${mend} ${guidance}`,
  );
export const betweenOf = (r: InversionRecord, ends: 'digits' | 'draws', way: 'end' | 'linear' | 'spherical') =>
  found(
    r.between.find((one) => one.ends === ends && one.way === way),
    `${ends} ${way}`,
  );
export const alongOf = (r: InversionRecord, direction: 'none' | 'thickness' | 'slant', strength: number) =>
  found(
    r.along.find((one) => one.direction === direction && one.strength === strength),
    `${direction} ${strength}`,
  );
export const codeOf = (r: InversionRecord, of: InversionRecord['codes'][number]['of']) =>
  found(
    r.codes.find((one) => one.of === of),
    of,
  );
export const controlOf = (r: InversionRecord, kind: 'white' | 'shuffled') =>
  found(
    r.controls.find((one) => one.kind === kind),
    kind,
  );

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`src/record/inversion.json lacks ${what} (expected it from: npm run record -- inversion)`);
  return value;
}

const three = (v: number) => fixed(v, 3);
const percent = (v: number) => `${fixed(100 * v, 0)} %`;

const mendNames = {
  none: 'no mend',
  alike: 'guidance both ways',
  negative: 'the negative prompt',
  null: 'null-text',
  direct: 'direct inversion',
  exact: 'exact inversion',
} as const;

/** What guidance buys and costs, which mend keeps most, by how much chance blurs that, and what to use. */
function editVerdict(r: InversionRecord): string {
  const [plain, less, guided] = [0, 1, 3].map((w) => editOf(r, 'none', w));
  const mended = r.edits.filter(({ mend, guidance }) => mend !== 'fresh' && mend !== 'none' && guidance === 3);
  const keeping = mended.reduce((best, one) => (one.slant > best.slant ? one : best));
  const worse = mended.filter(({ slant }) => slant < guided.slant).length;
  /** Standard error of a correlation of these many pairs. */
  const doubt = (1 - guided.slant ** 2) / Math.sqrt(r.digits - 1);
  const name = mendNames[keeping.mend as Mend];
  return (
    `Guidance buys the class with the handwriting. Unguided, the slant goes with the original’s at a correlation of ${fixed(plain.slant, 2)}, but only ${percent(plain.reached)} become what was asked for; with w = 3 it is ${percent(guided.reached)}, at ${fixed(guided.slant, 2)}. ` +
    `Mending the return does little for this: ${worse} of the ${mended.length} mends keep less of the slant than none does. ${name[0].toUpperCase()}${name.slice(1)} keeps most, ${fixed(keeping.slant, 2)}, and reaches ${percent(keeping.reached)}; but a correlation among ${r.digits} digits has a standard error of about ${fixed(doubt, 2)}, and between the other mends the differences are within chance. ` +
    `To edit with our network, lessen the guidance before you mend the return: with w = 1 and no mend ${percent(less.reached)} reach the class, and the thickness still goes with the original’s at ${fixed(less.thickness, 2)}.`
  );
}

function exactVerdict(r: InversionRecord): string {
  const [plain, exact] = [codeOf(r, 'plain'), codeOf(r, 'exact')];
  const longer = `DDIM’s codes are also too quiet, of length ${fixed(plain.length.mean, 2)} where noise has 1. Those of exact inversion have ${fixed(exact.length.mean, 2)}`;
  return exact.kurtosis.mean < plain.kurtosis.mean / 2
    ? `${longer}, and are less peaked.`
    : `${longer}, and are no less peaked.`;
}

function drawsVerdict(r: InversionRecord): string {
  const [straight, round] = (['linear', 'spherical'] as const).map((way) => betweenOf(r, 'draws', way));
  const middles = `the Fréchet distances of the middles are ${fixed(straight.frechet, 0)} ± ${fixed(straight.error, 0)} on straight ways and ${fixed(round.frechet, 0)} ± ${fixed(round.error, 0)} on arcs`;
  return Math.abs(straight.frechet - round.frechet) < 2 * Math.hypot(straight.error, round.error)
    ? `Our network does not mind: ${middles}.`
    : `It shows: ${middles}.`;
}

function betweenVerdict(r: InversionRecord): string {
  const [straight, round] = (['linear', 'spherical'] as const).map((way) => betweenOf(r, 'digits', way));
  const cosine = fixed(betweenOf(r, 'digits', 'end').cosine.mean, 2);
  const by = straight.frechet - round.frechet;
  const doubt = 2 * Math.hypot(straight.error, round.error);
  const which =
    Math.abs(by) < doubt
      ? 'the two ways do not clearly differ'
      : by > 0
        ? 'the arc is ahead too'
        : 'the straight way is even ahead';
  return `Codes of real digits are not such draws: two of one class have a cosine of ${cosine}. Between them ${which}: ${fixed(straight.frechet, 0)} straight, ${fixed(round.frechet, 0)} on the arc, and ${fixed(r.real.frechet, 0)} for real digits.`;
}

function directionVerdict(r: InversionRecord): string {
  const kept = Math.min(...r.along.filter(({ strength }) => Math.abs(strength) === 2).map((one) => one.kept));
  const stroke = [-2, 2].map((strength) => fixed(alongOf(r, 'slant', strength).thickness.mean, 1));
  return (
    `The judge still reads at least ${percent(kept)} as what they were, and random directions of the same length hardly move the stroke. ` +
    `But the directions are not pure: along that of slant, from left to right, the stroke goes from ${stroke[0]} to ${stroke[1]} pixels as well.`
  );
}

export const inversionRecord = experiment({
  name: 'inversion',
  says: 'digits to noise and back under guidance, what mends that, edits, ways between codes, and directions among them',
  takes: 'some minutes',
  shape,
  weights: ({ weights }) => weights,
  sentences: {
    'plain-10': (r: InversionRecord) => three(tripOf(r, 'none', 0, 10).error.mean),
    'plain-50': (r: InversionRecord) => three(tripOf(r, 'none', 0, 50).error.mean),
    'code-kurtosis': (r: InversionRecord) => fixed(codeOf(r, 'plain').kurtosis.mean, 1),
    'code-neighbours': (r: InversionRecord) => fixed(codeOf(r, 'plain').neighbours.mean, 2),
    'draws-verdict': drawsVerdict,
    'null-numbers': () => String(digitEmbedding.width),
    'edit-verdict': editVerdict,
    'exact-verdict': exactVerdict,
    'between-verdict': betweenVerdict,
    'direction-verdict': directionVerdict,
    'thin-to-bold': (r: InversionRecord) =>
      `${fixed(alongOf(r, 'thickness', -2).thickness.mean, 1)} to ${fixed(alongOf(r, 'thickness', 2).thickness.mean, 1)}`,
  },
});
