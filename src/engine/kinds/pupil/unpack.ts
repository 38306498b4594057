/** A teacher and its pupil of build time as the snapshot that a worker would have sent; what a curve keeps of a snapshot. */
import { builtFacts } from '../../built';
import { unmeasured } from '../plane/measured';
import type { BuiltPupil, BuiltPupilLook, PupilPoint } from './built';
import { pupilEvaluations, type PupilLook, type PupilSnapshot } from './types';

export function unpackPupil({ history: _history, flops, looks, map, flows, ...built }: BuiltPupil): PupilSnapshot {
  const cost = (of: number) => ({ flops: of, milliseconds: NaN });
  return {
    ...built,
    ...builtFacts,
    flopsPerStep: 0,
    loss: NaN,
    cost: { teacher: cost(flops.teacher), pairs: cost(flops.pairs), pupil: cost(flops.pupil) },
    looks: looks.map(unpackedLook),
    map: map && { ...map, ends: Float64Array.from(map.ends) },
    flows: flows.map(({ looks: own, paths, ...flow }) => ({
      ...flow,
      looks: own.map(unpackedLook),
      paths: Float64Array.from(paths),
    })),
  };
}

function unpackedLook({ between, samples, ...look }: BuiltPupilLook): PupilLook {
  return { ...unmeasured, ...look, between: between < 0 ? NaN : between, samples: Float64Array.from(samples) };
}

/** Null for a snapshot that has nothing to see. */
export function pupilPoint({ step, looks, flows }: Pick<PupilSnapshot, 'step' | 'looks' | 'flows'>): PupilPoint | null {
  if (looks.length === 0 && flows.length === 0) return null;
  const distance = (who: 'teacher' | 'pupil', n: number) =>
    looks.find(({ of, evaluations }) => of === who && evaluations === n)?.energyDistance ?? NaN;
  return {
    step,
    pupil: pupilEvaluations.map((n) => distance('pupil', n)),
    teacher: distance('teacher', 50),
    ...(flows.length > 0 && {
      flows: flows.map(({ flow, relative, looks: own }) => ({ flow, relative, one: own[0].energyDistance })),
    }),
  };
}
