/** What of a teacher and its pupil is kept when the book is built. */
import type { BuildHalf } from '../../build/half';
import { rounded } from '../../build/rounded';
import type { PupilPoint } from './built';
import { pupilPoint } from './unpack';

export const build: BuildHalf<'pupil', PupilPoint> = {
  looks: 40,
  along: (watch) => watch,
  atEnd: (watch) => watch,
  point(snapshot) {
    const { step, pupil = [], teacher = NaN } = pupilPoint(snapshot) ?? { step: snapshot.step };
    // JSON has no NaN: what was not measured is -1 in a page.
    return { step, pupil: pupil.map(known), teacher: known(teacher) };
  },
  pack({ step, stage, phase, cost, evaluationFlops, modes, looks }, history) {
    return {
      step,
      stage,
      phase,
      flops: { teacher: cost.teacher.flops, pairs: cost.pairs.flops, pupil: cost.pupil.flops },
      evaluationFlops,
      modes,
      history,
      looks: looks.map(({ of, evaluations, phase, energyDistance, modesCovered, between, samples }) => ({
        of,
        evaluations,
        phase,
        energyDistance: rounded(energyDistance),
        modesCovered,
        between: known(between),
        samples: Array.from(samples, rounded),
      })),
    };
  },
};

const known = (value: number): number => (Number.isFinite(value) ? rounded(value) : -1);
