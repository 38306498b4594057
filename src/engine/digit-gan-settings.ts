/** A game of two networks on digits as plain data: what the page sends and the worker checks once, at the door. */
import { ganLosses } from '../core/gan/settings';
import { liveGanRules, type DigitGanRules } from '../core/image-network/gan-rules';
import { checkedData, type DigitData } from './digit-settings';
import { parseRace, type Race } from './race';
import { backends, type BackendChoice } from './settings';

export interface DigitGanRunSettings extends DigitGanRules {
  readonly data: DigitData;
  /** Everything random of the run follows from it. */
  readonly seed: number;
  readonly backend: BackendChoice;
  /** The run is done this many steps of both players after it began, or was last asked to go on; 0 never. */
  readonly stopAfter: number;
  /** Most steps per second; 0 as many as the machine gives. */
  readonly speed: number;
  /** Of the latent codes of a snapshot's samples. */
  readonly sampleSeed: number;
  readonly race: Race | null;
}

export const digitGanRunDefaults: DigitGanRunSettings = {
  ...liveGanRules,
  data: { kind: 'mnist' },
  seed: 7,
  backend: 'auto',
  stopAfter: 0,
  speed: 0,
  sampleSeed: 1,
  race: null,
};

const limits = {
  generatorRate: [0, 1, false],
  discriminatorRate: [0, 1, false],
  beta1: [0, 0.999, false],
  batchSize: [1, 256, true],
  emaDecay: [0, 0.99999, false],
  shift: [0, 14, true],
  instanceNoise: [0, 10, false],
  seed: [0, 4_294_967_295, true],
  stopAfter: [0, 10_000_000, true],
  speed: [0, 10_000, false],
  sampleSeed: [0, 4_294_967_295, true],
} as const satisfies Partial<Record<keyof DigitGanRunSettings, readonly [number, number, boolean]>>;

/** Settings from an unknown value, missing fields from the defaults. Throws an `Error` that names what was expected. */
export function parseDigitGanSettings(value: unknown): DigitGanRunSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('settings that are no object (expected data, loss, …)');
  const given = { ...digitGanRunDefaults, ...value } as Record<keyof DigitGanRunSettings, unknown>;
  const numbers: Record<string, number> = {};
  for (const [name, [least, most, whole]] of Object.entries(limits)) {
    const number = given[name as keyof typeof limits];
    if (typeof number !== 'number' || !(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
      throw new Error(
        `${name} is ${String(number)} (expected a ${whole ? 'whole ' : ''}number from ${least} to ${most})`,
      );
    }
    numbers[name] = number;
  }
  const loss = ganLosses.find((known) => known === given.loss);
  if (!loss) throw new Error(`unknown loss: ${String(given.loss)} (expected ${ganLosses.join(', ')})`);
  const backend = (['auto', ...backends] as const).find((known) => known === given.backend);
  if (!backend) throw new Error(`unknown backend: ${String(given.backend)} (expected auto, ${backends.join(', ')})`);
  const data = checkedData(given.data);
  if (data.kind === 'own' && data.labels.some((label) => label > 9))
    throw new Error('pictures without a class (expected 0 to 9: both players are told the class)');
  return {
    ...(numbers as Pick<DigitGanRunSettings, keyof typeof limits>),
    loss,
    backend,
    data,
    race: parseRace(given.race),
  };
}

/** True when a change from `a` to `b` needs new networks: other seed or machine. */
export function needsNewDigitGan(a: DigitGanRunSettings, b: DigitGanRunSettings): boolean {
  return a.seed !== b.seed || a.backend !== b.backend;
}
