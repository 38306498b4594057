import { existsSync, readFileSync } from 'node:fs';
import { claimNames, claims, judge, type ClaimName, type Row, type Trainers } from '../../../src/core/claims/index';
import type { Claim } from '../../../src/core/claims/claim';
import { budget, firstSeed } from '../../../src/core/claims/protocol';
import { trainersOn } from '../../../src/net/trainers';
import { claimsRecord, type Claims } from '../../../src/record/claims';
import { fileOf } from '../../../src/record/record';
import { at, machine } from '../../train/files';
import { tell } from '../kept';
import { beside, measured, type Again } from '../measurement';

type Recording = ReturnType<typeof trainersOn> & { readonly trained: Map<string, object> };

type Recorded = Claims['claims'][string];

/** What was measured under other defaults is not kept. */
function recordedBefore(defaults: Recording['defaults']): Record<string, Recorded> {
  const path = at(fileOf(claimsRecord));
  if (!existsSync(path)) return {};
  const before = JSON.parse(readFileSync(path, 'utf8')) as Claims;
  const same = JSON.stringify([before.defaults, before.budget, before.firstSeed]);
  return same === JSON.stringify([defaults, budget, firstSeed]) ? { ...before.claims } : {};
}

function whole(recorded: Readonly<Record<string, Recorded>>, defaults: Recording['defaults']): object {
  const inOrder = Object.fromEntries(
    claimNames.filter((name) => name in recorded).map((name) => [name, recorded[name]]),
  );
  const seconds = Object.values(inOrder).reduce((sum, one) => sum + one.seconds, 0);
  return {
    command: claimsRecord.command,
    machine: machine(),
    seconds,
    defaults,
    budget,
    firstSeed,
    claims: inOrder,
  };
}

async function rowOf(claim: Claim, seed: number, trainers: Trainers): Promise<Row> {
  const work = claim.measure(seed, trainers);
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
  }
}

/** Seconds that so many seeds take one thread, if the claim is run by itself, as in a page: of one seed, with nothing shared. Of the processor, not of the clock. */
export async function secondsOf(claim: Claim, seeds: number, first: number): Promise<number> {
  const begun = process.cpuUsage();
  await rowOf(claim, first, trainersOn('simd'));
  const { user, system } = process.cpuUsage(begun);
  return Math.round((seeds * (user + system)) / 1e6);
}

async function runOf(claim: Claim, seeds: number, first: number, trainers: Recording): Promise<Recorded> {
  const rows: Row[] = [];
  for (let seed = first; seed < first + seeds; seed++) rows.push(await rowOf(claim, seed, trainers));
  return { seeds, seconds: await secondsOf(claim, seeds, first), rows };
}

function report(name: ClaimName, { rows, seconds, seeds }: Recorded): void {
  const { verdict, answers } = judge(claims[name], rows);
  tell(`${name}: ${verdict}; ${seeds} seeds, ${seconds} s`);
  for (const { key } of claims[name].series) tell(`  ${key}: ${rows.map((row) => row[key]?.toPrecision(3)).join(' ')}`);
  for (const { test, interval, outcome } of answers) {
    const [value, low, high] = [interval.value, interval.low, interval.high].map((v) => v.toPrecision(3));
    tell(`  ${outcome}: ${test.label}: ${value} [${low}, ${high}] against ${test.threshold}`);
  }
}

export const measurement = measured<Claims>({
  digits: 6,
  indent: 1,
  measure: async (options, keep) => {
    const { named, print } = options;
    const unknown = named.find((name) => !(name in claims));
    if (unknown !== undefined) {
      process.stderr.write(`which claim? ${unknown} (expected ${claimNames.join(', ')}, or nothing for all)\n`);
      return 2;
    }
    const trainers: Recording = { ...trainersOn('simd'), trained: new Map<string, object>() };
    const recorded = recordedBefore(trainers.defaults);
    for (const name of named.length > 0 ? (named as readonly ClaimName[]) : claimNames) {
      // A record of other seeds would be another record.
      const seeds = (print ? options.seeds : null) ?? claims[name].seeds.recorded;
      recorded[name] = await runOf(claims[name], seeds, (print ? options.from : null) ?? firstSeed, trainers);
      report(name, recorded[name]);
      // After every claim, so that a run that is stopped has not been in vain.
      keep(whole(recorded, trainers.defaults));
    }
    return 0;
  },
  again: async (table) => {
    const trainers = trainersOn('simd');
    const found: Again[] = [];
    for (const [name, seed] of [
      ['solvers', firstSeed],
      ['solvers', firstSeed + 1],
      ['sensitivity', firstSeed],
    ] as const)
      found.push(
        ...beside(
          `${name}, seed ${seed}`,
          table.claims[name].rows[seed - firstSeed],
          await rowOf(claims[name], seed, trainers),
        ),
      );
    return found;
  },
});
