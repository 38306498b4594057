/** What of a teacher and its pupil is kept when the book is built. */
import type { BuildHalf } from '../../build/half';
import { rounded } from '../../build/rounded';
import type { BuiltEnds, BuiltPupilLook, PupilPoint } from './built';
import type { MapEnds, PupilLook } from './types';
import { pupilPoint } from './unpack';

/** Samples of a flow that travel in a page. */
const flowSamples = 200;

export const build: BuildHalf<'pupil', PupilPoint> = {
  looks: 40,
  along: (watch) => watch,
  atEnd: (watch) => watch,
  point(snapshot) {
    const { step, pupil = [], teacher = NaN, flows } = pupilPoint(snapshot) ?? { step: snapshot.step };
    return {
      step,
      pupil: pupil.map(known),
      teacher: known(teacher),
      ...(snapshot.map && { map: endsOf(snapshot.map) }),
      ...(flows && { flows: flows.map((one) => ({ ...one, relative: rounded(one.relative), one: rounded(one.one) })) }),
    };
  },
  pack({ step, stage, phase, cost, evaluationFlops, modes, looks, map, flows }, history) {
    return {
      step,
      stage,
      phase,
      flops: { teacher: cost.teacher.flops, pairs: cost.pairs.flops, pupil: cost.pupil.flops },
      evaluationFlops,
      modes,
      history,
      looks: looks.map((look) => packedLook(look)),
      map: map && endsOf(map),
      flows: flows.map(({ flow, finished, looks: own, paths, deviation, relative, detour, transport, spare }) => ({
        flow,
        finished,
        looks: own.map((look) => packedLook(look, 2 * flowSamples)),
        paths: Array.from(paths, rounded),
        deviation: rounded(deviation),
        relative: rounded(relative),
        detour: rounded(detour),
        transport: rounded(transport),
        spare: rounded(spare),
      })),
    };
  },
};

function packedLook(
  { of, evaluations, phase, energyDistance, modesCovered, between, samples }: PupilLook,
  most = Infinity,
): BuiltPupilLook {
  return {
    of,
    evaluations,
    phase,
    energyDistance: rounded(energyDistance),
    modesCovered,
    between: known(between),
    samples: Array.from(samples.subarray(0, most), rounded),
  };
}

const endsOf = ({ key, of, ends }: MapEnds): BuiltEnds => ({ key, of, ends: Array.from(ends, rounded) });

// JSON has no NaN: what was not measured is -1 in a page.
const known = (value: number): number => (Number.isFinite(value) ? rounded(value) : -1);
