/** A teacher and its pupil of build time as the snapshot that a worker would have sent; what a curve keeps of a snapshot. */
import { builtFacts } from '../../built';
import { unmeasured } from '../plane/measured';
import type { BuiltPupil, PupilPoint } from './built';
import { pupilEvaluations, type PupilSnapshot } from './types';

export function unpackPupil({ history: _history, flops, looks, ...built }: BuiltPupil): PupilSnapshot {
  const cost = (of: number) => ({ flops: of, milliseconds: NaN });
  return {
    ...built,
    ...builtFacts,
    flopsPerStep: 0,
    loss: NaN,
    cost: { teacher: cost(flops.teacher), pairs: cost(flops.pairs), pupil: cost(flops.pupil) },
    looks: looks.map(({ between, samples, ...look }) => ({
      ...unmeasured,
      ...look,
      between: between < 0 ? NaN : between,
      samples: Float64Array.from(samples),
    })),
  };
}

/** Null for a snapshot that has nothing to see. */
export function pupilPoint({ step, looks }: Pick<PupilSnapshot, 'step' | 'looks'>): PupilPoint | null {
  if (looks.length === 0) return null;
  const distance = (who: 'teacher' | 'pupil', n: number) =>
    looks.find(({ of, evaluations }) => of === who && evaluations === n)?.energyDistance ?? NaN;
  return { step, pupil: pupilEvaluations.map((n) => distance('pupil', n)), teacher: distance('teacher', 50) };
}
