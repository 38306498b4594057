/** The door of a teacher and its pupil: the settings from an unknown value. Used by the worker and at build only. */
import { parseTargetSpec } from '../../../core/data/index';
import { boolean, choice, nested, omissible, schema } from '../../../core/schema';
import { mostSeed, runFields, whole } from '../../fields';
import { limits } from '../plane/settings';
import { flowCounts, methodFacts, pupilMethods } from './methods';
import {
  clocks,
  onFlowOnly,
  pupilDefaults as defaults,
  pupilSchedules,
  pupilSettings,
  type PupilSettings,
} from './settings';

const pupilSchema = schema({
  target: nested(defaults.target, parseTargetSpec),
  method: choice(pupilMethods, defaults.method),
  schedule: omissible(choice(pupilSchedules, defaults.schedule)),
  clock: choice(clocks, defaults.clock),
  teacherSteps: omissible(whole(0, 0, 100_000)),
  // One for each phase at least.
  pupilSteps: omissible(whole(1, 5, 100_000)),
  fake: boolean(defaults.fake),
  pairSteps: whole(defaults.pairSteps, 1, 1000),
  flows: whole(defaults.flows, ...flowCounts),
  sampleCount: whole(defaults.sampleCount, ...limits.sampleCount),
  sampleSeed: whole(defaults.sampleSeed, 0, mostSeed),
  ...runFields(defaults, limits.speed[1]),
});

/** Missing fields from `pupilSettings` of the method. Throws a `RangeError` that names what was wrong and what was expected. */
export function parsePupilSettings(value: unknown): PupilSettings {
  const read = pupilSchema.read(value);
  const usual = pupilSettings(read.method);
  const settings = {
    ...read,
    schedule: read.schedule ?? usual.schedule,
    teacherSteps: read.teacherSteps ?? usual.teacherSteps,
    pupilSteps: read.pupilSteps ?? usual.pupilSteps,
  };
  const { method, teacherSteps } = settings;
  const taught = methodFacts[method].teacher !== null;
  if (taught !== teacherSteps > 0) {
    throw new RangeError(
      `teacherSteps is ${teacherSteps} (expected ${taught ? `1 or more: ${method} has a teacher` : `0: ${method} has no teacher`})`,
    );
  }
  if (onFlowOnly(method) && settings.schedule !== 'flow') {
    throw new RangeError(`schedule is ${settings.schedule} (expected flow: ${method} is taught on straight lines)`);
  }
  return settings;
}
