/** Values against evaluations on logarithmic axes: to the ODE's end points, and to the data. */
import { useMemo } from 'preact/hooks';
import { frame, significant, type Frame } from '../../../src/picture/index';
import { Axes, Label, Panel, Rule } from '../index';
import { LineKey, MarkedLine } from '../kit/MarkedLine';
import type { DigitRunner } from './runners';
import { orderText, shortLabel, signOf } from './labels';
import { rungs, type Measure, type RaceState } from './race';
import type { RaceSettings } from './settings';

const shape = { width: 470, height: 290, margin: { top: 24, right: 14, bottom: 38, left: 48 } } as const;
const evaluationAxis: EvaluationAxis = { range: [5, 230], ticks: [6, 12, 24, 48, 96, 192] };

type Value = 'error' | 'distance';

export function CurvesPanels({ s, race }: { readonly s: RaceSettings; readonly race: RaceState }) {
  const solution = race.solution;
  const many = s.points.toLocaleString('en');
  const [error, distance] = [linesOf(s, race.points, 'error'), linesOf(s, race.points, 'distance')];
  const noisy = s.samplers.length - error.length;
  return (
    <>
      <CurvePanel
        lines={error}
        x={evaluationAxis}
        y={domain(valuesOf(error), 'error')}
        spent={s.evaluations}
        legend="bottom left"
        title="How far from where the ODE ends"
        axis="mean distance"
        readout={
          race.done === 1
            ? `slope: over the last four points, by least squares${s.model === 'learned' ? '; none where single points change sides between modes' : ''}`
            : `${race.points.length} of ${rungs.length * s.samplers.length} runs`
        }
        note={
          noisy === 0 || race.done < 1
            ? ''
            : noisy === s.samplers.length
              ? 'these samplers draw noise: no end points to compare'
              : `${noisy} that draw noise: no end points`
        }
      />
      <CurvePanel
        lines={distance}
        x={evaluationAxis}
        y={domain(solution === null ? valuesOf(distance) : [...valuesOf(distance), solution], 'distance')}
        spent={s.evaluations}
        legend="top right"
        title="How far from the data"
        axis="energy distance"
        floor={solution}
        readout={
          solution === null
            ? `${many} points against 1,000 true ones`
            : `dashed: the ODE solved exactly, ${significant(solution)}; ${many} points against 1,000`
        }
      />
    </>
  );
}

function linesOf(s: RaceSettings, all: readonly Measure[], of: Value): readonly CurveLine[] {
  return s.samplers.flatMap((sampler, lane) => {
    const points = all.filter((p) => p.sampler === sampler && p[of] !== null && Number.isFinite(p[of]));
    const order = of === 'error' ? orderText(points) : '';
    return points.length > 0
      ? [
          {
            sampler,
            lane,
            says: order && `slope −${order}`,
            points: points.map((p) => [p.evaluations, p[of] ?? NaN] as const),
          },
        ]
      : [];
  });
}

const valuesOf = (lines: readonly CurveLine[]): readonly number[] =>
  lines.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => value > 0);

/** One sampler's values by the evaluations that it made. */
export interface CurveLine {
  readonly sampler: DigitRunner;
  readonly lane: number;
  readonly points: readonly (readonly [evaluations: number, value: number])[];
  /** Said after the name. */
  readonly says?: string;
}

export interface EvaluationAxis {
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
}

export interface CurvePanelProps {
  readonly lines: readonly CurveLine[];
  readonly x: EvaluationAxis;
  readonly y: readonly [number, number];
  readonly yLinear?: boolean;
  /** Where the race stands. */
  readonly spent: number;
  readonly title: string;
  readonly axis: string;
  readonly readout: string;
  readonly floor?: number | null;
  readonly note?: string;
  /** Where the curves leave room for their names. */
  readonly legend: 'top right' | 'bottom left' | 'bottom right';
}

export function CurvePanel({
  lines,
  x,
  y: [low, high],
  yLinear = false,
  spent,
  title,
  axis,
  readout,
  floor = null,
  note = '',
  legend,
}: CurvePanelProps) {
  const [fewest, most] = x.range;
  const box = useMemo(
    () => frame({ ...shape, x: [fewest, most], y: [low, high], xLog: true, yLog: !yLinear }),
    [fewest, most, low, high, yLinear],
  );
  return (
    <Panel
      frame={box}
      border={false}
      title={title}
      readout={readout}
      label={`${title} against evaluations, for ${lines.map(({ sampler }) => shortLabel(sampler)).join(', ') || 'nobody yet'}, on ${yLinear ? 'a logarithmic axis of evaluations' : 'logarithmic axes'}`}
    >
      <Axes
        frame={box}
        x={{ label: 'evaluations', ticks: x.ticks.map((value) => ({ value, label: String(value) })) }}
        y={{ label: axis }}
      />
      <Rule frame={box} x={Math.min(most, Math.max(fewest, spent))} tone="soft" dash="2 3" />
      {floor !== null && <Rule frame={box} y={floor} tone="exact" dash="6 3" />}
      {lines.map((one) => (
        <Curve key={one.sampler} box={box} {...one} />
      ))}
      <Legend box={box} lines={lines} at={legend} />
      {note && (
        <Label x={box.right - 4} y={box.top + 14} anchor="end" tone="soft">
          {note}
        </Label>
      )}
    </Panel>
  );
}

function Curve({ box, sampler, lane, points }: CurveLine & { readonly box: Frame }) {
  const { tone, dash, size, filled } = signOf(sampler, lane);
  const at = points.map(
    ([evaluations, value]) => [evaluations, Math.min(box.yDomain[1], Math.max(box.yDomain[0], value))] as const,
  );
  return (
    <g>
      <MarkedLine frame={box} points={at} tone={tone} dash={dash} size={size} filled={filled} />
    </g>
  );
}

/** Names with their line and slope. */
function Legend({
  box,
  lines,
  at,
}: {
  readonly box: Frame;
  readonly lines: readonly CurveLine[];
  readonly at: CurvePanelProps['legend'];
}) {
  return (
    <>
      {lines.map(({ sampler, lane, says }, i) => {
        const { tone, dash } = signOf(sampler, lane);
        const y = at === 'top right' ? box.top + 14 + 16 * i : box.bottom - 10 - 16 * (lines.length - 1 - i);
        const x = at === 'bottom left' ? box.left + 8 : box.right - 172;
        return (
          <LineKey key={sampler} x={x} y={y} tone={tone} dash={dash}>
            {says ? `${shortLabel(sampler)}, ${says}` : shortLabel(sampler)}
          </LineKey>
        );
      })}
    </>
  );
}

/** Whole powers of ten around the values; the height stays while a race fills in, unless something leaves it. */
function domain(values: readonly number[], of: Value): readonly [number, number] {
  const usual = of === 'error' ? [1e-5, 1] : [3e-3, 1];
  const low = Math.min(usual[0], ...values);
  const high = Math.max(usual[1], ...values);
  const powers = (v: number, round: (x: number) => number) =>
    10 ** round(Math.log10(v) - (round === Math.ceil ? 1e-9 : 0));
  return [
    of === 'error' ? Math.max(1e-9, powers(low, Math.floor)) : Math.max(1e-4, low * (low < usual[0] ? 0.8 : 1)),
    Math.min(1e3, powers(high, Math.ceil)),
  ];
}
