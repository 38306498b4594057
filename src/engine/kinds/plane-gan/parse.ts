/** The door of a game in the plane: its settings and its questions from unknown values. Used by the worker and at build only. */
import { parseTargetSpec } from '../../../core/data/index';
import { ganNetworkFields, ganRuleFields } from '../../../core/gan/check';
import { choice, nested, object, required, schema } from '../../../core/schema';
import { mostSeed, runFields, whole } from '../../fields';
import { limits } from '../plane/settings';
import { planeGanDefaults as defaults, type PlaneGanSettings } from './settings';
import type { PlaneGanSampleSpec } from './types';

const planeGanSchema = schema({
  ...ganRuleFields,
  networks: object(ganNetworkFields),
  target: nested(defaults.target, parseTargetSpec),
  sampleCount: whole(defaults.sampleCount, ...limits.sampleCount),
  sampleSeed: whole(defaults.sampleSeed, 0, mostSeed),
  ...runFields(defaults, limits.speed[1]),
});

/** Missing fields from `planeGanDefaults`. Throws a `RangeError` that names what was wrong and what was expected. */
export function parsePlaneGanSettings(value: unknown): PlaneGanSettings {
  return planeGanSchema.read(value);
}

const sampleSchema = schema({
  count: required(whole(1, 1, 20_000)),
  seed: required(whole(0, 0, Number.MAX_SAFE_INTEGER)),
  which: required(choice(['ema', 'raw'], 'ema')),
});

/** Trusts nothing. Throws a `RangeError` that names what was expected. */
export function parsePlaneGanSampleSpec(value: unknown): PlaneGanSampleSpec {
  return sampleSchema.read(value, 'a question for samples');
}
