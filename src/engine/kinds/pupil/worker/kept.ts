/** Between a file and the networks of a run: what is written about them, and what is checked when they return. */
import type { NetworkSpec } from '../../../../core/network';
import { checkSaved } from '../../../../net/saved';
import type { SavedWeights } from '../../../../net/trainer';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import { methodFacts } from '../methods';
import { networksOf, pupilNumber, stages, stretchesOf, type PupilSettings } from '../settings';
import type { SavedPupil } from './learner';

export const pupilCodec: Codec<'pupil', SavedPupil> = {
  write: toCheckpoint,
  read: fromCheckpoint,
  stepOf: ({ step }) => step,
};

/** The networks of a file by name. */
const partsOf = ({ teacher, pupil, fake, earlier }: SavedPupil): readonly (readonly [string, SavedWeights])[] => [
  ...(teacher ? ([['teacher', teacher]] as const) : []),
  ['pupil', pupil],
  ...(fake ? ([['fake', fake]] as const) : []),
  ...earlier.map(({ number, saved }) => [nameOf(number), saved] as const),
];

const nameOf = (number: number) => `pupil of ${number}`;

export function toCheckpoint(settings: PupilSettings, saved: SavedPupil): Checkpoint {
  const arrays: Record<string, Float32Array> = {};
  const clocks: Record<string, readonly number[]> = {};
  for (const [name, { weights, ema, moments, step }] of partsOf(saved)) {
    arrays[`${name} ema`] = ema;
    clocks[name] = [step, moments?.step ?? 0];
    // Of a network that only is to be asked the average alone is kept.
    if (moments) Object.assign(arrays, namedArrays(name, weights, moments.first, moments.second));
  }
  return { about: { kind: 'pupil', step: saved.step, cost: saved.cost, clocks, settings }, arrays };
}

const namedArrays = (name: string, weights: Float32Array, first: Float32Array, second: Float32Array) => ({
  [`${name} weights`]: weights,
  [`${name} first`]: first,
  [`${name} second`]: second,
});

/** Throws `CheckpointError`, with what was found and what was expected, unless the networks fit `settings`. */
export function fromCheckpoint(checkpoint: Checkpoint, settings: PupilSettings): SavedPupil {
  const { about } = checkpoint;
  if (about.kind !== 'pupil') {
    throw new CheckpointError('This file holds another kind of network (expected a teacher and its pupil).');
  }
  const { method, teacherSteps, pupilSteps, schedule, clock } = (about.settings ?? {}) as Partial<PupilSettings>;
  if (method !== settings.method || teacherSteps !== settings.teacherSteps || pupilSteps !== settings.pupilSteps) {
    throw new CheckpointError(
      `This pupil is of ${String(method)}, ${teacherSteps} and ${pupilSteps} steps (expected ${settings.method}, ${settings.teacherSteps} and ${settings.pupilSteps}); choose those and load it again.`,
    );
  }
  if (schedule !== settings.schedule || clock !== settings.clock) {
    throw new CheckpointError(
      `This pupil learned on the ${String(schedule)} schedule with a ${String(clock)} clock (expected ${settings.schedule} and ${settings.clock}); choose those and load it again.`,
    );
  }
  const { flows = 2 } = (about.settings ?? {}) as Partial<PupilSettings>;
  if (flows !== settings.flows) {
    throw new CheckpointError(
      `This file holds ${flows} flows (expected ${settings.flows}); choose as many and load it again.`,
    );
  }
  const step = whole(about.step);
  const cost = about.cost as SavedPupil['cost'];
  if (!stages.every((stage) => cost?.[stage]?.flops >= 0)) throw lacking('costs');
  const { teacher } = methodFacts[settings.method];
  const networks = networksOf(settings);
  const read = (name: string, network = networks.pupil) => partOf(checkpoint, name, network);
  const done = stretchesOf(settings)
    .slice(0, -1)
    .filter(({ stage, to }) => stage === 'pupil' && to <= step);
  return {
    step,
    cost,
    teacher: teacher && read('teacher', networks.teacher),
    pupil: read('pupil'),
    fake: settings.method === 'distribution-matching' && settings.fake ? read('fake', networks.teacher) : null,
    earlier: done.map(pupilNumber).map((number) => ({ number, saved: read(nameOf(number)) })),
  };
}

function partOf({ about, arrays }: Checkpoint, name: string, network: NetworkSpec): SavedWeights {
  const [ema, weights, first, second] = ['ema', 'weights', 'first', 'second'].map(
    (one) => arrays[`${name} ${one}`] as Float32Array | undefined,
  );
  const clock = (about.clocks as Record<string, unknown> | undefined)?.[name];
  if (!ema || !Array.isArray(clock)) throw lacking(`${name}’s weights`);
  const [step, adam] = [whole(clock[0]), whole(clock[1])];
  const moments = first && second ? { first, second, step: adam } : undefined;
  const saved: SavedWeights = { network, dim: 2, step, weights: weights ?? ema, ema, ...(moments && { moments }) };
  try {
    checkSaved(saved, network, 2);
  } catch (error) {
    throw new CheckpointError(`The ${name} does not fit: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return saved;
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw lacking('steps');
  return value as number;
}

const lacking = (what: string) => new CheckpointError(`This file lacks the ${what}.`);
