import {
  defined,
  finish,
  judged,
  measurementNames,
  measurements,
  sampled,
  type Trial,
} from '../../../src/core/inverse/experiment';
import { methodNames, methods, type MethodName } from '../../../src/core/inverse/registry';
import { recorded } from '../../../src/record/index';
import { posteriors, type Posteriors } from '../../../src/record/posteriors';
import { mean } from '../../../src/record/words';
import { machine } from '../../train/files';
import { tell } from '../kept';
import { beside, measured } from '../measurement';

const allSeeds = Array.from({ length: 10 }, (_, i) => 130 + i);
const tuningSeeds = [190, 191];
const noises = [0.1, 0.4];
const allCounts = [10, 30, 100];
const samples = 400;
const particles = 16;

const cases = measurementNames.flatMap((measurement) => noises.map((noise) => ({ measurement, noise })));
type Case = (typeof cases)[number];
type Bench = ReturnType<typeof judged>;

function benches(over: readonly number[]): (at: Case, seed: number) => Bench {
  const all = new Map<string, Bench>();
  const key = ({ measurement, noise }: Case, seed: number) => `${measurement} ${noise} ${seed}`;
  for (const at of cases)
    for (const seed of over) all.set(key(at, seed), judged(measurements[at.measurement], at.noise, seed));
  return (at, seed) => all.get(key(at, seed))!;
}

/** What is left of rounding where a method imposes y. */
const exact = (value: number) => (Math.abs(value) < 1e-9 ? 0 : value);

function judgedRun({ truth, judge }: Bench, trial: Omit<Trial, 'samples' | 'particles'>) {
  const { distance, spread, residual } = judge(finish(sampled(truth, { ...trial, samples, particles })));
  return { distance, spread: exact(spread), residual: exact(residual) };
}

const inOrder = <R extends { readonly method: MethodName }>(of: readonly R[]): readonly R[] =>
  methodNames.flatMap((method) => of.filter((one) => one.method === method));

export const measurement = measured<Posteriors>({
  digits: 4,
  indent: 1,
  measure: ({ print, quick, named }, keep) => {
    // Methods that are named are measured again, the others stand as they are in the file.
    const before = named.length > 0 ? recorded('posteriors') : null;
    const asked = methodNames.filter((method) => named.length === 0 || named.includes(method));
    const others = <R extends { readonly method: MethodName }>(of: readonly R[] = []) =>
      of.filter(({ method }) => !asked.includes(method));
    const seeds = quick ? allSeeds.slice(0, 2) : allSeeds;
    const counts = quick ? allCounts.slice(0, 1) : allCounts;
    const start = process.cpuUsage();
    const tuning = benches(tuningSeeds);
    const search = asked.flatMap((method) =>
      counts.map((steps) => {
        const { free } = methods[method];
        const values: readonly number[] = free?.values ?? [1];
        const distances = values.map((value) =>
          mean(
            cases
              .filter((at) => defined(method, measurements[at.measurement]))
              .flatMap((at) =>
                tuningSeeds.map((seed) => judgedRun(tuning(at, seed), { method, steps, free: value, seed }).distance),
              ),
          ),
        );
        const chosen = values[distances.indexOf(Math.min(...distances.filter(Number.isFinite)))];
        tell(`${method}, ${steps} steps: ${values.map((v, i) => `${v}: ${distances[i].toPrecision(3)}`).join(', ')}`);
        // A diverged value has no distance that JSON could hold.
        return { method, steps, values, distances: distances.map((d) => (Number.isFinite(d) ? d : 1e9)), chosen };
      }),
    );
    const chosenOf = (method: MethodName, steps: number) =>
      search.find((one) => one.method === method && one.steps === steps)!.chosen;
    const bench = benches(seeds);
    const truth = cases.map((at) => ({ ...at, runs: seeds.map((seed) => bench(at, seed).floor(samples)) }));
    const rows = asked.flatMap((method) =>
      counts.flatMap((steps) => {
        const free = chosenOf(method, steps);
        const found = cases
          .filter((at) => defined(method, measurements[at.measurement]))
          .map((at) => ({
            method,
            ...at,
            steps,
            free,
            evaluations: methods[method].cost(steps, free, particles),
            runs: seeds.map((seed) => judgedRun(bench(at, seed), { method, steps, free, seed })),
          }));
        for (const { measurement: m, noise, runs } of found) {
          tell(
            `${method} ${steps} ${m} ${noise}: ${(['distance', 'spread', 'residual'] as const).map((k) => mean(runs.map((r) => r[k])).toPrecision(3)).join(' ')}`,
          );
        }
        return found;
      }),
    );
    const { user, system } = process.cpuUsage(start);
    if (!print) {
      keep({
        command: posteriors.command,
        machine: machine(),
        seconds: before?.seconds ?? (user + system) / 1e6,
        seeds,
        tuningSeeds,
        noises,
        steps: counts,
        samples,
        particles,
        search: inOrder([...others(before?.search), ...search]),
        truth,
        rows: inOrder([...others(before?.rows), ...rows]),
      });
    }
    return Promise.resolve(0);
  },
  again: (record) => {
    const seed = record.seeds[0];
    const some = record.rows.filter(({ steps, measurement: m }) => steps === 10 && (m === 'line' || m === 'ring'));
    return Promise.resolve([
      ...record.truth
        .slice(0, 2)
        .flatMap(({ measurement: m, noise, runs }) =>
          beside(`true samples, ${m}`, runs[0], judged(measurements[m], noise, seed).floor(record.samples)),
        ),
      ...some.flatMap(({ method, measurement: m, noise, steps, free, runs }) => {
        const bench = judged(measurements[m], noise, seed);
        return beside(`${method}, ${m}`, runs[0], judgedRun(bench, { method, steps, free, seed }));
      }),
    ]);
  },
});
