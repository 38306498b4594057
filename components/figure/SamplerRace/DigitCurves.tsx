/** What was measured on digits against evaluations: what the classifier reads, the Fréchet distance, the error as a solver. */
import { significant } from '../../../src/picture/index';
import { CurvePanel, type CurveLine, type EvaluationAxis } from './Curves';
import { solvedPictures, type DigitMeasure } from './digit-race';
import { runnersOf } from './runners';
import { pupilLanes, type RaceSettings } from './settings';

const course: EvaluationAxis = { range: [3.4, 110], ticks: [4, 6, 12, 25, 50, 100] };
/** A pupil's one or two evaluations lie left of it. */
const withPupil: EvaluationAxis = { range: [0.85, 110], ticks: [1, 2, 4, 12, 25, 50, 100] };

export interface DigitCurvesProps {
  readonly s: RaceSettings;
  readonly points: readonly DigitMeasure[];
  /** Fréchet distance of as many real digits. */
  readonly floor: number | undefined;
}

export function DigitCurves({ s, points, floor }: DigitCurvesProps) {
  const runners = runnersOf(s);
  const x = pupilLanes(s).length > 0 ? withPupil : course;
  const of = (value: (m: DigitMeasure) => number | null): readonly CurveLine[] =>
    runners.flatMap((sampler, lane) => {
      const found = points.flatMap((m) => {
        const v = m.sampler === sampler ? value(m) : null;
        return v === null || !Number.isFinite(v) ? [] : [[m.evaluations, v] as const];
      });
      return found.length > 0 ? [{ sampler, lane, points: found }] : [];
    });
  const [read, frechet, error] = [
    of(({ agreed }) => (100 * agreed) / s.pictures),
    of((m) => m.frechet),
    of((m) => m.error),
  ];
  const least = Math.min(...read.flatMap(({ points: found }) => found.map(([, share]) => share)));
  const shared = { x, spent: s.evaluations };
  return (
    <>
      <CurvePanel
        {...shared}
        lines={read}
        y={[least < 80 ? 0 : 80, 100]}
        yLinear
        legend="bottom right"
        title="Read as asked"
        axis="per cent"
        readout={`by the classifier, of ${s.pictures}`}
      />
      <CurvePanel
        {...shared}
        lines={frechet}
        y={domain(floor === undefined ? frechet : [...frechet, { points: [[0, floor] as const] }], [5, 100])}
        floor={floor ?? null}
        legend="top right"
        title="How far from real digits"
        axis="Fréchet distance"
        readout={
          floor === undefined
            ? `${s.pictures} digits against the training digits`
            : `dashed: ${s.pictures} real held-out digits, ${significant(floor)}`
        }
      />
      <CurvePanel
        {...shared}
        lines={error}
        y={domain(error, [3e-3, 0.3])}
        legend="bottom left"
        title="How far from where the ODE ends"
        axis="error a pixel"
        readout={`root mean square over the first ${solvedPictures}, ink from 0 to 1`}
      />
    </>
  );
}

/** Around the values, a little wider; it stays while a race fills in, unless something leaves it. */
function domain(
  lines: readonly Pick<CurveLine, 'points'>[],
  [low, high]: readonly [number, number],
): readonly [number, number] {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => value > 0);
  return [Math.min(low, ...values.map((v) => v / 1.3)), Math.max(high, ...values.map((v) => v * 1.3))];
}
