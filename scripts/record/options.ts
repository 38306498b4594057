/** What may stand behind `npm run record -- NAME`. A record takes those of these that mean something to it. */
export interface RecordOptions {
  /** What was named besides: claims, variants, models. */
  readonly named: readonly string[];
  /** Begins anew instead of going on. */
  readonly fresh: boolean;
  /** Only prints. */
  readonly print: boolean;
  /** Measures a few only; writes nothing, or into .cache. */
  readonly quick: boolean;
  /** From the last seed on, so that two machines may share the work. */
  readonly backwards: boolean;
  /** Other seeds than the record's, with `print`: how many, and the first. */
  readonly seeds: number | null;
  readonly from: number | null;
  /** Stops after so many. */
  readonly minutes: number;
  /** Where to draw samples to, as a PNG. */
  readonly sheet: string | null;
}

const flags = ['--fresh', '--print', '--quick', '--backwards'] as const;
const valued = ['--seeds', '--from', '--minutes', '--sheet'] as const;

/** Throws `RangeError`, naming what was expected. */
export function recordOptions(args: readonly string[]): RecordOptions {
  const named: string[] = [];
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if ((flags as readonly string[]).includes(arg)) values.set(arg, '');
    else if ((valued as readonly string[]).includes(arg)) {
      const value = args[++i] as string | undefined;
      if (value === undefined) throw new RangeError(`${arg} has no value (expected ${arg} VALUE)`);
      values.set(arg, value);
    } else if (arg.startsWith('--'))
      throw new RangeError(`no such option: ${arg} (expected ${[...flags, ...valued].join(', ')})`);
    else named.push(arg);
  }
  const number = (name: (typeof valued)[number], least: number): number | null => {
    const given = values.get(name);
    if (given === undefined) return null;
    const value = Number(given);
    if (!(value >= least)) throw new RangeError(`${name} is ${given} (expected a number from ${least} on)`);
    return value;
  };
  return {
    named,
    fresh: values.has('--fresh'),
    print: values.has('--print'),
    quick: values.has('--quick'),
    backwards: values.has('--backwards'),
    seeds: number('--seeds', 1),
    from: number('--from', 0),
    minutes: number('--minutes', 0) ?? Infinity,
    sheet: values.get('--sheet') ?? null,
  };
}
