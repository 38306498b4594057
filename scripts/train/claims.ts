import { existsSync, readFileSync } from 'node:fs';
import { claimNames, claims, judge, type ClaimName, type Row } from '../../src/core/claims/index';
import type { Claim } from '../../src/core/claims/claim';
import { trainersOn } from '../../src/net/trainers';
import { at, machine, write } from './files';

/** One claim as it was measured. */
interface Recorded {
  /** 1, 2, …: a row each. */
  readonly seeds: number;
  /** Of a run of this claim alone. */
  readonly seconds: number;
  readonly rows: readonly Row[];
}

const path = at('src/site/claims.json');

/** Pairs that several claims share, and the time that a claim is spared by finding its pair here: a page, which runs one claim, will not be. */
class TrainedPairs extends Map<string, object> {
  spared = 0;
  private begun = 0;
  private readonly took = new Map<string, number>();

  override get(key: string): object | undefined {
    const found = super.get(key);
    if (found) this.spared += this.took.get(key) ?? 0;
    else this.begun = performance.now();
    return found;
  }

  override set(key: string, pair: object): this {
    this.took.set(key, performance.now() - this.begun);
    return super.set(key, pair);
  }
}

type Recording = ReturnType<typeof trainersOn> & { readonly trained: TrainedPairs };

/** The command: measures every claim, or those that are named, and writes the record. `--print` writes nothing; with it, `--seeds N` and `--from S` try other seeds than the record's. */
export async function recordClaims(args: readonly string[]): Promise<number> {
  const dry = args.includes('--print');
  const option = (name: string, fallback: number) =>
    dry && args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback;
  const named = args.filter((arg, i) => !arg.startsWith('--') && !['--seeds', '--from'].includes(args[i - 1] ?? ''));
  const unknown = named.find((name) => !(name in claims));
  if (unknown !== undefined) {
    process.stderr.write(`which claim? ${unknown} (expected ${claimNames.join(', ')}, or nothing for all)\n`);
    return 2;
  }
  const trainers: Recording = { ...trainersOn('simd'), trained: new TrainedPairs() };
  // What was measured under other defaults is not kept.
  const recorded = kept(trainers.defaults);
  for (const name of named.length > 0 ? (named as ClaimName[]) : claimNames) {
    recorded[name] = await measured(
      claims[name],
      option('--seeds', claims[name].seeds.recorded),
      option('--from', 1),
      trainers,
    );
    report(name, recorded[name]);
    if (!dry) record(recorded, trainers.defaults);
  }
  return 0;
}

interface Defaults {
  readonly diffusion: object;
  readonly gan: object;
}

function kept(defaults: Defaults): Record<string, Recorded> {
  if (!existsSync(path)) return {};
  const before = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly defaults: object;
    readonly claims: Record<string, Recorded>;
  };
  return JSON.stringify(before.defaults) === JSON.stringify(defaults) ? before.claims : {};
}

/** After every claim, so that a run that is stopped has not been in vain. */
function record(recorded: Readonly<Record<string, Recorded>>, defaults: Defaults): void {
  const inOrder = Object.fromEntries(
    claimNames.filter((name) => name in recorded).map((name) => [name, recorded[name]]),
  );
  const seconds = Object.values(inOrder).reduce((sum, one) => sum + one.seconds, 0);
  const result = { command: 'npm run train -- claims', machine: machine(), seconds, defaults, claims: inOrder };
  write(
    path,
    `${JSON.stringify(result, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(6)) : v), 1)}\n`,
  );
}

async function measured(claim: Claim, seeds: number, first: number, trainers: Recording): Promise<Recorded> {
  const begun = performance.now() + trainers.trained.spared;
  const rows: Row[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const work = claim.measure(seed, trainers);
    for (;;) {
      const { value, done } = await work.next();
      if (!done) continue;
      rows.push(value);
      break;
    }
  }
  return { seeds, seconds: Math.round((performance.now() + trainers.trained.spared - begun) / 1000), rows };
}

function report(name: ClaimName, { rows, seconds, seeds }: Recorded): void {
  const { verdict, answers } = judge(claims[name], rows);
  process.stdout.write(`${name}: ${verdict}; ${seeds} seeds, ${seconds} s\n`);
  for (const { key } of claims[name].series)
    process.stdout.write(`  ${key}: ${rows.map((row) => row[key]?.toPrecision(3)).join(' ')}\n`);
  for (const { test, interval, outcome } of answers) {
    process.stdout.write(
      `  ${outcome}: ${test.label}: ${interval.value.toPrecision(3)} [${interval.low.toPrecision(3)}, ${interval.high.toPrecision(3)}] against ${test.threshold}\n`,
    );
  }
}
