import { stripRules, type StripRule } from '../../../src/core/inverse';
import { panorama, restoreTasks, restoreWays, type PanoramaRecord } from '../../../src/record/panorama';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import {
  chainRows,
  chainSettings,
  guidance,
  noise,
  prepared,
  regionSet,
  restoredSet,
  restoredSteps,
  steps,
  stripSet,
  trueSet,
  width,
} from '../panorama';

const SEEDS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
const STRIPS = 4;
const RESTORED = 2;
const STRIDES = [21, 14, 7];

interface Condition {
  readonly rule: StripRule;
  readonly stride: number;
}
const tiles: Condition = { rule: 'mean', stride: 28 };
const conditions: readonly Condition[] = [
  tiles,
  ...STRIDES.flatMap((stride) => stripRules.map((rule) => ({ rule, stride }))),
];
const regional = conditions.filter(({ rule }) => rule !== 'collage');
const restorations = restoreTasks.flatMap((task) => restoreWays.map((way) => ({ task, way })));

export const measurement = measured<PanoramaRecord>({
  digits: 4,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const begun = performance.now();
    const at = await prepared();
    const path = '.cache/evaluate/panorama.json';
    const identity = JSON.stringify([at.weights, STRIPS, RESTORED, steps, restoredSteps, guidance, noise, width]);
    const found: Record<string, object> = { ...(quick || fresh ? {} : kept<Record<string, object>>(path, identity)) };
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const jobs = seeds.flatMap((seed) => [
      { key: `truth ${seed}`, run: () => trueSet(at, seed, 5 * STRIPS) },
      ...conditions.map(({ rule, stride }) => ({
        key: `strips ${rule} ${stride} ${seed}`,
        run: () => stripSet(at, rule, stride, seed, STRIPS),
      })),
      ...regional.map(({ rule, stride }) => ({
        key: `regions ${rule} ${stride} ${seed}`,
        run: () => regionSet(at, rule, stride, seed, STRIPS),
      })),
      ...restorations.map(({ task, way }) => ({
        key: `restored ${task} ${way} ${seed}`,
        run: () => restoredSet(at, task, way, seed, RESTORED),
      })),
    ]);
    for (const { key, run } of jobs) {
      if (Object.hasOwn(found, key)) continue;
      if ((performance.now() - begun) / 60_000 > minutes) {
        tell('stopped; the same command goes on from here');
        return 0;
      }
      found[key] = run();
      tell(`${key}: ${JSON.stringify(found[key])}`);
      if (!quick) keepForLater(path, identity, found);
    }
    const chain = {
      ...chainSettings,
      truth: chainSettings.lags.map((lag) => chainSettings.rho ** lag),
      rows: chainRows(),
    };
    for (const row of chain.rows) tell(JSON.stringify(row));
    if (quick) return 0;
    const sets = (key: string) => SEEDS.map((seed) => found[`${key} ${seed}`]);
    keep({
      command: panorama.command,
      machine: machine(),
      weights: at.weights,
      chain,
      width,
      steps,
      strips: STRIPS,
      seeds: SEEDS,
      truth: sets('truth'),
      rows: conditions.map((one) => ({ ...one, sets: sets(`strips ${one.rule} ${one.stride}`) })),
      guidance,
      regions: regional.map((one) => ({ ...one, sets: sets(`regions ${one.rule} ${one.stride}`) })),
      noise,
      restoredSteps,
      restoredStrips: RESTORED,
      restored: restorations.map((one) => ({ ...one, sets: sets(`restored ${one.task} ${one.way}`) })),
    });
    return 0;
  },
  again: async (record) => {
    const at = await prepared();
    const [seed] = record.seeds;
    const row = record.rows.find(({ rule, stride }) => rule === 'tapered' && stride === 14)!;
    const half = record.restored.find(({ task, way }) => task === 'half' && way === 'mean-14')!;
    return [
      ...beside('true strips', record.truth[0], trueSet(at, seed, 5 * record.strips)),
      ...beside('strips, tapered every 14', row.sets[0], stripSet(at, row.rule, row.stride, seed, record.strips)),
      ...beside('half restored', half.sets[0], restoredSet(at, 'half', 'mean-14', seed, record.restoredStrips)),
    ];
  },
});
