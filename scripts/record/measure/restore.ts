import { zeros, type Batch } from '../../../src/core/batch';
import { asShown, greyOf, inkPixels } from '../../../src/core/image-network/pixels';
import {
  damaged,
  damageNames,
  damages,
  operatorOf,
  unseen,
  type DamageName,
} from '../../../src/core/inverse/restoration';
import { energyScore, psnr, rankHistogram } from '../../../src/core/metric/calibration';
import { random } from '../../../src/core/random';
import {
  classicalAnswers,
  restore,
  restorers as names,
  type Restore,
  type RestoreRow,
  type Restorer,
} from '../../../src/record/restore';
import { mean } from '../../../src/record/words';
import { shippedJudge } from '../../train/codes';
import { machine, readDigits, readShipped } from '../../train/files';
import { digitClassifier, shippedUNet } from '../../../src/core/image-network/digits';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import { can, evaluations, freeOf, neighboursOf, restorers } from '../restoring';

const seed = 1;
const samples = 8;
const rounds = 18;
const tuningDigits = 4;
const tuningSamples = 4;
/** Damages that share a free number, and those of them that it is chosen on. */
const tunings = [
  { damages: damageNames.filter((damage) => damage !== 'noise'), tuned: ['half', 'small', 'blur'] },
  { damages: ['noise'], tuned: ['noise'] },
] as const satisfies readonly { readonly damages: readonly DamageName[]; readonly tuned: readonly DamageName[] }[];
type Tuning = (typeof tunings)[number];
/** Values that are tried at most. */
const most = 10;
/** Rounds after which what is there is a record. */
const least = 2;

/** Methods whose free number has no greatest value. */
const unbounded: readonly Restorer[] = ['dps', 'pigdm', 'variation'];

const bestOf = (values: readonly number[], energies: readonly number[]): number =>
  values[energies.indexOf(Math.min(...energies))];

/** What one method made of one measurement. */
interface Found {
  readonly method: Restorer;
  readonly damage: DamageName;
  readonly round: number;
  readonly ranks: readonly number[];
  readonly run: RestoreRow['runs'][number];
}

interface State {
  readonly search: Restore['search'][number][];
  readonly found: Found[];
  readonly truth: { readonly damage: DamageName; readonly residual: number; readonly right: number }[];
  rounds: number;
  seconds: number;
}

async function prepared() {
  const split = await readDigits();
  const judge = await shippedJudge(split.hash);
  const answer = await restorers(split);
  const n = split.heldOut.labels.length;
  const order = Array.from({ length: n }, (_, i) => i);
  const draw = random(seed).split('order');
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw.uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  const picture = (digit: number) =>
    Float64Array.from(split.heldOut.images.subarray(784 * digit, 784 * (digit + 1)), (p) => p / 255);
  /** Tuning digits stand at the end of the order, the others from its beginning. */
  const digitOf = (round: number, damage: DamageName) =>
    order[round * damageNames.length + damageNames.indexOf(damage)];
  const tuningDigit = (k: number) => order[n - 1 - k];
  const drawn = (damage: DamageName, digit: number) =>
    damaged(damage, picture(digit), random(seed).split(`measured ${damage} ${digit}`));
  /** Answers as they are shown, in ink. */
  const shown = (method: Restorer, damage: DamageName, digit: number, count: number, free: number): Batch => {
    const made = answer(method, {
      damage,
      y: drawn(damage, digit),
      samples: count,
      free,
      seed: `${method} ${damage} ${digit}`,
    });
    return { data: Float64Array.from(greyOf(made.data, inkPixels), (p) => p / 255), dim: 784 };
  };
  const residual = (damage: DamageName, y: Batch, x: Batch): number => {
    const operator = operatorOf(damage);
    const { data } = operator.apply(x);
    return (
      Math.sqrt(mean(Array.from(data, (value, i) => (y.data[i % operator.rows] - value) ** 2))) / damages[damage].noise
    );
  };
  const read = (x: Batch) => judge.judge(asShown(x.data, inkPixels)).classes;
  const restored = (method: Restorer, damage: DamageName, round: number, free: number): Found => {
    const digit = digitOf(round, damage);
    const truth = picture(digit);
    const single = (classicalAnswers as readonly Restorer[]).includes(method);
    const k = single ? 1 : samples;
    const x = shown(method, damage, digit, k, free);
    const middle = zeros(1, 784).data;
    x.data.forEach((value, i) => (middle[i % 784] += value / k));
    const rows = Array.from({ length: k }, (_, i) => x.data.subarray(784 * i, 784 * (i + 1)));
    const coarse = (values: Float64Array) => values.map((value) => Math.round(15 * value));
    return {
      method,
      damage,
      round,
      ranks: single ? [] : Array.from(rankHistogram(coarse(truth), { data: coarse(x.data), dim: 784 }, unseen(damage))),
      run: {
        digit,
        label: split.heldOut.labels[digit],
        psnr: mean(rows.map((row) => psnr(truth, row))),
        ofMean: psnr(truth, middle),
        residual: residual(damage, drawn(damage, digit), x),
        energy: energyScore(truth, x),
        read: Array.from(read(x)).join(''),
      },
    };
  };
  const energyOf = (method: Restorer, { tuned }: Tuning, free: number): number =>
    mean(
      tuned.flatMap((damage) =>
        Array.from({ length: tuningDigits }, (_, k) => {
          const digit = tuningDigit(k);
          return energyScore(picture(digit), shown(method, damage, digit, tuningSamples, free));
        }),
      ),
    );
  const trueOne = (damage: DamageName, round: number) => {
    const digit = digitOf(round, damage);
    const x = { data: picture(digit), dim: 784 };
    return {
      damage,
      residual: residual(damage, drawn(damage, digit), x),
      right: read(x)[0] === split.heldOut.labels[digit] ? 1 : 0,
    };
  };
  return {
    restored,
    energyOf,
    trueOne,
    trainingDigits: neighboursOf,
    weights: readShipped('digits', shippedUNet, split.hash).manifest.weights.hash,
    judge: readShipped('classifier', digitClassifier, split.hash).manifest.weights.hash,
  };
}

export const measurement = measured<Restore>({
  digits: 4,
  indent: 1,
  measure: async ({ fresh, quick, minutes }, keep) => {
    const { restored, energyOf, trueOne, trainingDigits, weights, judge } = await prepared();
    const path = '.cache/record/restore-runs.json';
    const identity = `${weights} ${judge} ${seed} ${samples} ${evaluations} ${neighboursOf} 2`;
    const state: State = (fresh ? undefined : kept<State>(path, identity)) ?? {
      search: [],
      found: [],
      truth: [],
      rounds: 0,
      seconds: 0,
    };
    const begun = Date.now();
    let cpu = process.cpuUsage();
    const save = () => {
      const { user, system } = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      state.seconds += (user + system) / 1e6;
      keepForLater(path, identity, state);
    };
    const of = (method: Restorer, tuning: Tuning) =>
      state.search.findIndex((one) => one.method === method && one.damages.includes(tuning.damages[0]));
    for (const tuning of tunings) {
      for (const method of names) {
        const { values } = freeOf(method);
        if (values.length === 0) continue;
        const energy = (value: number) => {
          const found = energyOf(method, tuning, value);
          tell(`${method}, ${tuning.tuned.join(', ')}: ${value}: ${found.toPrecision(3)}`);
          return Number.isFinite(found) ? found : 1e9;
        };
        if (of(method, tuning) < 0) {
          const energies = values.map(energy);
          state.search.push({ method, ...tuning, values, energies, chosen: bestOf(values, energies) });
          save();
        }
        // Where the best value is the greatest that was tried, and there may be greater ones, twice as much is tried until it is no better.
        const at = of(method, tuning);
        for (;;) {
          const { values: tried, energies, chosen } = state.search[at];
          if (!unbounded.includes(method) || chosen !== tried[tried.length - 1] || tried.length >= most) break;
          const [more, found] = [
            [...tried, 2 * chosen],
            [...energies, energy(2 * chosen)],
          ];
          state.search[at] = { method, ...tuning, values: more, energies: found, chosen: bestOf(more, found) };
          save();
        }
      }
    }
    const chosenOf = (method: Restorer, damage: DamageName) =>
      state.search.find((one) => one.method === method && one.damages.includes(damage))?.chosen ??
      freeOf(method).initial;
    const known = (method: Restorer, damage: DamageName, round: number) =>
      state.found.some((one) => one.method === method && one.damage === damage && one.round === round);
    const measureRound = (round: number) => {
      for (const damage of damageNames)
        for (const method of names)
          if (can(method, damage) && !known(method, damage, round))
            state.found.push(restored(method, damage, round, chosenOf(method, damage)));
    };
    for (let round = 0; round < state.rounds; round++) measureRound(round);
    save();
    while (state.rounds < (quick ? least : rounds) && Date.now() - begun < 60_000 * minutes) {
      const round = state.rounds;
      for (const damage of damageNames) state.truth.push(trueOne(damage, round));
      measureRound(round);
      state.rounds += 1;
      save();
      tell(`${state.rounds} digits a damage; ${state.seconds.toFixed(0)} s`);
      if (state.rounds >= least) keep(written(state));
    }
    return state.rounds >= least ? 0 : 1;

    function written({ search, found, truth, seconds }: State): Restore {
      return {
        command: restore.command,
        machine: machine(),
        seconds,
        seed,
        weights,
        judge,
        samples,
        evaluations,
        tuningDigits,
        tuningSamples,
        trainingDigits,
        neighboursOf,
        search,
        truth: damageNames.map((damage) => {
          const of = truth.filter((one) => one.damage === damage);
          return { damage, residual: mean(of.map((one) => one.residual)), right: mean(of.map((one) => one.right)) };
        }),
        rows: names.flatMap((method) =>
          damageNames.flatMap((damage) => {
            const of = found.filter((one) => one.method === method && one.damage === damage);
            if (of.length === 0) return [];
            const ranks = of[0].ranks.map((_, rank) => of.reduce((sum, one) => sum + one.ranks[rank], 0));
            return [{ method, damage, ranks, runs: of.map(({ run }) => run) }];
          }),
        ),
      };
    }
  },
  again: async (record) => {
    const { restored } = await prepared();
    const some: readonly (readonly [Restorer, DamageName])[] = [
      ['ddrm', 'half'],
      ['dps', 'small'],
      ['wiener', 'projections'],
    ];
    return some.flatMap(([method, damage]) => {
      const row = record.rows.find((one) => one.method === method && one.damage === damage)!;
      const free =
        record.search.find((one) => one.method === method && one.damages.includes(damage))?.chosen ??
        freeOf(method).initial;
      return beside(`${method}, ${damage}`, row.runs[0], restored(method, damage, 0, free).run);
    });
  },
});
