import type { Row, Trainers } from '../../../src/core/claims/index';
import { judge } from '../../../src/core/claims/judge';
import { firstSeed, tuningSeeds } from '../../../src/core/claims/protocol';
import {
  chosen,
  dimensions,
  middle,
  robustBudget,
  robustNumbers,
  robustness,
  settingsOf,
} from '../../../src/core/claims/robustness';
import { errors, nameOf } from '../../../src/core/claims/robustness-errors';
import { exactDims, exactRow } from '../../../src/core/claims/robustness-exact';
import { searchOf, settingsTried, winnerOf, type RobustTrial } from '../../../src/core/claims/robustness-search';
import { trainersOn } from '../../../src/net/trainers';
import { logMeanOf, robustnessRecord, type Robustness } from '../../../src/record/robustness';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import { secondsOf } from './claims';

async function finished<T>(work: AsyncGenerator<number, T, void>): Promise<T> {
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
  }
}

const rowOf = (seed: number, trainers: Trainers): Promise<Row> => finished(robustness.measure(seed, trainers));

/** The middle D that does best under errors: least geometric mean over the errors and seeds. Both ends are no middle, nor what is far above the data's dimension. */
function middleOf(rows: readonly Row[], dim: number, whats: readonly string[]): number {
  const cost = (extra: number) => whats.reduce((sum, what) => sum + Math.log(logMeanOf(rows, nameOf(what, extra))), 0);
  return dimensions
    .filter((extra) => extra > 1 && extra <= 4 * dim)
    .reduce((best, extra) => (cost(extra) < cost(best) ? extra : best));
}

export const middlesOf = (rows: readonly Row[]): Readonly<Record<string, number>> => ({
  plane: middleOf(rows, 2, errors),
  ...Object.fromEntries(exactDims.map((dim) => [dim, middleOf(rows, dim, [`exact${dim}noise`, `exact${dim}steps`])])),
});

const same = (a: object, b: object): boolean =>
  Object.entries(a).every(([key, value]) => b[key as keyof typeof b] === value);

export const measurement = measured<Robustness>({
  digits: 5,
  indent: 1,
  measure: async ({ fresh, print, seeds: asked, from }, keep) => {
    const trainers = trainersOn('simd');
    /** A part that takes minutes, from .cache where it is there. */
    const once = async <T>(name: string, about: unknown, make: () => Promise<T>): Promise<T> => {
      const path = `.cache/robustness/${name}.json`;
      const identity = JSON.stringify(about);
      const before = fresh ? undefined : kept<T>(path, identity);
      if (before) return before;
      const found = await make();
      keepForLater(path, identity, found);
      return found;
    };
    const search: RobustTrial[] = [];
    for (const extra of dimensions) {
      const trials = await once(`search-${extra}`, [settingsOf(0, 1), settingsTried, tuningSeeds], () =>
        searchOf(trainers, extra),
      );
      search.push(...trials.map((one) => ({ ...one, extra })));
      tell(`D = ${extra}: setting ${winnerOf(search, extra)}`);
    }
    const winners = Object.fromEntries(dimensions.map((extra) => [String(extra), winnerOf(search, extra)]));
    if (!same(winners, chosen)) {
      tell(
        `the search chose ${JSON.stringify(winners)} (expected in core/claims/robustness.ts: write it there, and go on)`,
      );
      return 1;
    }
    const about = [chosen, settingsOf(0, 1), robustness.test];
    const rows = async (first: number, n: number) => {
      const all: Row[] = [];
      for (let seed = first; seed < first + n; seed++) {
        all.push(await once(`seed-${seed}`, about, () => rowOf(seed, trainers)));
        tell(`seed ${seed}: ${JSON.stringify(all.at(-1))}`);
      }
      return all;
    };
    const choosing = await rows(tuningSeeds[0], tuningSeeds.length);
    const middles = middlesOf(choosing);
    if (!same(middles, middle)) {
      tell(
        `the middle D are ${JSON.stringify(middles)} (expected in core/claims/robustness.ts: write them there, and go on)`,
      );
      return 1;
    }
    const found = await rows((print ? from : null) ?? firstSeed, (print ? asked : null) ?? robustness.seeds.recorded);
    const { verdict, answers } = judge(robustness, found);
    tell(`robustness: ${verdict}`);
    for (const { test, interval, outcome } of answers) {
      const [value, low, high] = [interval.value, interval.low, interval.high].map((v) => v.toPrecision(3));
      tell(`  ${outcome}: ${test.label}: ${value} [${low}, ${high}]`);
    }
    keep({
      command: robustnessRecord.command,
      machine: machine(),
      seconds: await secondsOf(robustness, found.length, firstSeed),
      budget: robustBudget,
      firstSeed,
      seeds: found.length,
      search: search.map(({ extra, ...rest }) => ({ extra: extra === Infinity ? null : extra, ...rest })),
      choosing,
      rows: found,
    });
    return 0;
  },
  again: async (record) => {
    const trainers = trainersOn('simd');
    const own = await finished(robustNumbers(trainers, 8, chosen[8], firstSeed));
    return [
      ...beside('D = 8', record.rows[0], own, Object.keys(own)),
      ...[1, Infinity].flatMap((extra) => {
        const exact = exactRow(extra, firstSeed, [2, 8]);
        return beside('exact fields', record.rows[0], exact, Object.keys(exact));
      }),
    ];
  },
});
