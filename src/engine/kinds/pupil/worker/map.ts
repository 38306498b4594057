/** What the network in training makes of noised points in one evaluation. */
import { makeSchedule } from '../../../../core/schedule/index';
import { dataOf } from '../../../../net/objective/teacher';
import { unitPath } from '../../../../net/objective/unit-path';
import { pupilNetwork } from '../settings';
import type { MapEnds, PupilWatch } from '../types';
import type { PupilLearner } from './learner';

/**
 * Of the averaged weights. Of a network that is told of a jump too it is no jump. Null where nothing was asked.
 */
export function mapOf(
  { stretch, parts, schedule: spec }: PupilLearner,
  { map }: Pick<PupilWatch, 'map'>,
): MapEnds | null {
  if (!map) return null;
  const schedule = makeSchedule(spec);
  const of = stretch.stage === 'teacher' ? 'teacher' : 'pupil';
  const network = of === 'teacher' ? parts.teacher! : parts.pupil;
  const x = Float32Array.from(map.x, (value, i) => value * unitPath(schedule, map.t[i >> 1]).scale);
  const points = { x, t: Float32Array.from(map.t) };
  const answers = network.evaluator('ema').forward(points);
  return { key: map.key, of, ends: Float64Array.from(dataOf(pupilNetwork.prediction, schedule, points, answers)) };
}
