import { builtAsks as asks } from '../../../components/figure/built-asks';
import { realReference } from '../../../components/figure/DigitsVsDigits/built';
import { fillNormal, random } from '../../../src/core/random';
import { linear, spherical } from '../../../src/core/interpolate';
import { borders } from '../../../src/core/caption/attributes';
import { frechetToRooted, sampleMoments } from '../../../src/core/metric/index';
import { correlation, excessKurtosis, neighbours, rootMeanSquare } from '../../../src/core/inversion/codes';
import { meanDifference } from '../../../src/core/inversion/direction';
import { mends, type Mend } from '../../../src/core/inversion/mends';
import { inversionRecord, tripOf, type InversionRecord } from '../../../src/record/inversion';
import { spreadOfValues } from '../../../src/record/spread';
import { machine, readDigits, type DigitSplit } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import {
  apart,
  hashOf,
  heldRows,
  inkOf,
  instruments,
  labelsOf,
  perRow,
  picturesOf,
  type Row,
  row,
  share,
  size,
} from '../round-trips';

const perClass = 5;
/** Of codes that are described and of edits; of ways and directions. */
const steps = 20;
const fewSteps = 10;
const controlStrength = 2;
const taken = 300;
const [groups, perGroup] = [10, 10];

type Trips = Pick<InversionRecord, 'trips' | 'codes'>;

const asked = (mend: Mend, guidances: readonly number[], counts: readonly number[]) =>
  guidances.flatMap((guidance) => counts.map((n) => ({ mend, guidance, steps: n })));
const allTrips = [
  ...asked('none', [0, 3], [10, 20, 50]),
  ...asked('none', [1], [10, 20]),
  ...asked('alike', [3], [10, 20, 50]),
  ...asked('negative', [3], [10, 20]),
  ...asked('null', [3], [10, 20]),
  ...asked('null', [1], [20]),
  ...asked('direct', [3], [10, 20]),
  ...asked('exact', [0, 3], [10, 20]),
];

/** Runs a part of the work, or has it from before. */
type Once = <T>(name: string, work: () => Promise<T>) => Promise<T>;

async function tripsOf(split: DigitSplit, rows: readonly Row[], once: Once): Promise<Trips> {
  const pictures = picturesOf(split, rows);
  const labels = labelsOf(rows);
  const described = (of: InversionRecord['codes'][number]['of'], n: number, x: Float32Array | Float64Array) => ({
    of,
    steps: n,
    length: spreadOfValues(perRow(x, rootMeanSquare)),
    kurtosis: spreadOfValues(perRow(x, excessKurtosis)),
    neighbours: spreadOfValues(perRow(x, (one) => neighbours(one, 28))),
  });
  const trips: InversionRecord['trips'][number][] = [];
  const codes: InversionRecord['codes'][number][] = [];
  for (const { mend, guidance, steps: n } of allTrips) {
    const found = await once(`trip-${mend}-${guidance}-${n}`, async () => {
      const { errors, latents, calls } = await asks.roundTrip({ pictures, labels, evaluations: n, guidance, mend });
      const error = spreadOfValues(Array.from(errors));
      const of = mend === 'none' ? 'plain' : guidance === 0 ? 'exact' : 'guided';
      return {
        trip: { mend, guidance, steps: n, error, length: spreadOfValues(perRow(latents, rootMeanSquare)), calls },
        code: described(of, n, latents),
      };
    });
    trips.push(found.trip);
    if (n === steps && ((mend === 'none' && guidance === 0) || mend === 'exact')) codes.push(found.code);
  }
  const noise = fillNormal(new Float64Array(rows.length * size), random(1).split('noise beside codes'));
  return { trips, codes: [described('noise', steps, noise), ...codes] };
}

async function editsOf(split: DigitSplit, held: readonly Row[][], rows: readonly Row[], once: Once) {
  const pictures = picturesOf(split, rows);
  const labels = labelsOf(rows);
  const back = rows.map(({ label }, i) => (label + 1 + (i % perClass)) % 10);
  const before = { ink: inkOf(pictures), ...instruments(pictures) };
  const judgedEdit = async (mend: Mend | 'fresh', guidance: number, x: Float32Array) => {
    const { classes } = await asks.judge({ x });
    const after = instruments(x);
    const edit = {
      mend,
      guidance,
      reached: share(back.map((label, i) => classes[i] === label)),
      stayed: share(labels.map((label, i) => classes[i] === label)),
      moved: spreadOfValues(apart(inkOf(x), before.ink)),
      slant: correlation(after.slant, before.slant),
      thickness: correlation(after.thickness, before.thickness),
    };
    return edit;
  };
  const edits = [];
  for (const guidance of [0, 1, 3]) {
    for (const mend of guidance === 3 ? mends : (['none'] as const)) {
      const edit = await once(`edit-${mend}-${guidance}`, async () => {
        const { x } = await asks.roundTrip({ pictures, labels, back, evaluations: steps, guidance, mend });
        return judgedEdit(mend, guidance, x);
      });
      edits.push(edit);
    }
  }
  const { x } = await asks.sample({ labels: back, seed: 1, guidance: 1, evaluations: steps, every: 0 });
  edits.push(await judgedEdit('fresh', 1, x));
  // Digits of that class further from the end than any that is edited.
  const others = picturesOf(
    split,
    back.map((label, i) => held[label][perClass + i]),
  );
  return { editSteps: steps, edits, unrelated: spreadOfValues(apart(inkOf(others), before.ink)) };
}

async function betweenCodes(split: DigitSplit, held: readonly Row[][]) {
  const reference = await realReference();
  const pairs = groups * perGroup;
  // Pair k of class k mod 10; every group has one of each class.
  const ends = [0, 1].map((side) =>
    Array.from({ length: pairs }, (_, k) => held[k % 10][2 * Math.floor(k / 10) + side]),
  );
  const labels = labelsOf(ends[0]);
  const codes: Float32Array[] = [];
  for (const rows of ends)
    codes.push(
      (await asks.roundTrip({ pictures: picturesOf(split, rows), labels, back: null, evaluations: fewSteps })).latents,
    );
  const drawn = [0, 1].map((side) =>
    Float32Array.from(fillNormal(new Float64Array(pairs * size), random(1).split(`ends ${side}`))),
  );
  const judgedAs = async (x: Float32Array) => {
    const { classes, features } = await asks.judge({ x });
    const { dim, data } = features;
    const frechet = (without: number | null) => {
      const keep = Array.from({ length: pairs }, (_, i) => i).filter((i) => Math.floor(i / perGroup) !== without);
      const of = new Float64Array(keep.length * dim);
      keep.forEach((i, at) => of.set(data.subarray(i * dim, (i + 1) * dim), at * dim));
      return frechetToRooted(reference.training, sampleMoments({ data: of, dim }));
    };
    const left = Array.from({ length: groups }, (_, g) => frechet(g));
    const middle = left.reduce((a, b) => a + b, 0) / groups;
    return {
      agreement: share(labels.map((label, i) => classes[i] === label)),
      frechet: frechet(null),
      error: Math.sqrt(((groups - 1) / groups) * left.reduce((sum, v) => sum + (v - middle) ** 2, 0)),
    };
  };
  const between = [];
  for (const [of, [a, b]] of [['digits', codes] as const, ['draws', drawn] as const]) {
    const cosine = spreadOfValues(
      Array.from({ length: pairs }, (_, i) => {
        const [p, q] = [row(a, i), row(b, i)];
        return p.reduce((sum, v, j) => sum + v * q[j], 0) / size / rootMeanSquare(p) / rootMeanSquare(q);
      }),
    );
    for (const way of ['end', 'linear', 'spherical'] as const) {
      const latents = new Float32Array(pairs * size);
      for (let i = 0; i < pairs; i++) {
        const [p, q] = [row(a, i), row(b, i)];
        latents.set(way === 'end' ? p : way === 'linear' ? linear(p, q, 0.5) : spherical(p, q, 0.5), i * size);
      }
      const { x } = await asks.decodeDdim({ latents, labels, evaluations: fewSteps });
      const found = await judgedAs(x);
      between.push({ ends: of, way, length: spreadOfValues(perRow(latents, rootMeanSquare)), cosine, ...found });
      tell(JSON.stringify(between.at(-1)));
    }
  }
  const { agreement: _agreement, ...real } = await judgedAs(picturesOf(split, ends[0]));
  return { betweenSteps: fewSteps, pairs, groups, real, between };
}

async function directionsOf(split: DigitSplit, rows: readonly Row[], once: Once) {
  const { digits } = split;
  const training = Array.from({ length: taken }, (_, index) => ({ index, label: digits.labels[index] }));
  const learned = picturesOf(split, training);
  const { latents: codes } = await asks.roundTrip({
    pictures: learned,
    labels: labelsOf(training),
    back: null,
    evaluations: fewSteps,
  });
  const found = instruments(learned);
  const difference = (values: ArrayLike<number>, at: readonly [number, number]) =>
    meanDifference(codes, size, values, at);
  const attributes = {
    thickness: difference(found.thickness, borders.thickness.at),
    slant: difference(found.slant, borders.slant.at),
  };
  const { latents: own } = await asks.roundTrip({
    pictures: picturesOf(split, rows),
    labels: labelsOf(rows),
    back: null,
    evaluations: fewSteps,
  });
  const labels = labelsOf(rows);
  const moved = async (direction: Float64Array, strength: number) => {
    const latents = own.map((v, j) => v + strength * direction[j % size]);
    const { x } = await asks.decodeDdim({ latents, labels, evaluations: fewSteps });
    const { classes } = await asks.judge({ x });
    const { thickness, slant } = instruments(x);
    const spread = (values: Float64Array) => spreadOfValues(Array.from(values).filter(Number.isFinite));
    return {
      thickness: spread(thickness),
      slant: spread(slant),
      kept: share(labels.map((label, i) => classes[i] === label)),
    };
  };
  const along: InversionRecord['along'][number][] = [
    { direction: 'none', strength: 0, ...(await moved(attributes.slant, 0)) },
  ];
  for (const direction of ['thickness', 'slant'] as const)
    for (const strength of [-2, -1, 1, 2]) {
      const run = await once(`along-${direction}-${strength}`, () => moved(attributes[direction], strength));
      along.push({ direction, strength, ...run });
    }
  const controls: InversionRecord['controls'][number][] = [];
  const scaled = (x: Float64Array, length: number) => x.map((v) => (v * length) / rootMeanSquare(x));
  const longer = rootMeanSquare(attributes.thickness) > rootMeanSquare(attributes.slant) ? 'thickness' : 'slant';
  for (const kind of ['white', 'shuffled'] as const) {
    const runs = [];
    for (let k = 0; k < 10; k++) {
      const r = random(k).split(`control ${kind}`);
      const shuffled = Float64Array.from(found[longer]);
      for (let i = taken - 1; i > 0; i--) {
        const j = r.integer(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
      }
      const direction =
        kind === 'white' ? fillNormal(new Float64Array(size), r) : difference(shuffled, borders[longer].at);
      const run = await once(`control-${kind}-${k}`, () =>
        moved(scaled(direction, rootMeanSquare(attributes[longer])), controlStrength),
      );
      runs.push(run);
    }
    controls.push({
      kind,
      thickness: spreadOfValues(runs.map((run) => run.thickness.mean)),
      slant: spreadOfValues(runs.map((run) => run.slant.mean)),
      kept: spreadOfValues(runs.map((run) => run.kept)),
    });
  }
  const { thickness, slant } = attributes;
  return {
    directionSteps: fewSteps,
    taken,
    directions: {
      thickness: rootMeanSquare(thickness),
      slant: rootMeanSquare(slant),
      cosine:
        thickness.reduce((sum, v, j) => sum + v * slant[j], 0) /
        size /
        rootMeanSquare(thickness) /
        rootMeanSquare(slant),
    },
    controlStrength,
    along,
    controls,
  };
}

/** A part of the work, done once. */
async function stage<T>(name: string, identity: string, fresh: boolean, work: () => Promise<T>): Promise<T> {
  const path = `.cache/record/inversion-${name}.json`;
  const before = fresh ? undefined : kept<T>(path, identity);
  if (before) return before;
  const found = await work();
  keepForLater(path, identity, found);
  tell(`${name}: ${JSON.stringify(found)}`);
  return found;
}

export const measurement = measured<InversionRecord>({
  digits: 4,
  indent: 1,
  measure: async ({ fresh }, keep) => {
    const split = await readDigits();
    const held = heldRows(split);
    const rows = held.flatMap((of) => of.slice(0, perClass));
    const weights = Object.fromEntries(['digits', 'classifier'].map((name) => [name, hashOf(name)]));
    const identity = JSON.stringify([weights, split.hash, steps, fewSteps, perClass, taken, groups, perGroup]);
    const once: Once = (name, work) => stage(name, identity, fresh, work);
    keep({
      command: inversionRecord.command,
      machine: machine(),
      weights,
      digits: rows.length,
      ...(await tripsOf(split, rows, once)),
      ...(await editsOf(split, held, rows, once)),
      ...(await once('between', () => betweenCodes(split, held))),
      ...(await directionsOf(split, rows, once)),
    });
    return 0;
  },
  again: async (record) => {
    const split = await readDigits();
    const rows = heldRows(split).flatMap((of) => of.slice(0, perClass));
    const pictures = picturesOf(split, rows);
    const labels = labelsOf(rows);
    const plain = await asks.roundTrip({ pictures, labels, evaluations: 10 });
    const trip = tripOf(record, 'none', 0, 10);
    return [
      ...beside('there and back', trip.error, spreadOfValues(Array.from(plain.errors))),
      ...beside('codes', trip.length, spreadOfValues(perRow(plain.latents, rootMeanSquare))),
    ];
  },
});
