/** Both fields at one noise level, and their difference over the square and over t. */
import { useMemo } from 'preact/hooks';
import { arrows, contours, fixed, frame, line, massLevels, significant } from '../../../src/picture/index';
import { Area, Axes, Line, Marker, Panel, Rule } from '../index';
import { curveTimes, fieldError, fieldsAt, type Fields } from './fields';
import { ShadeLegend } from '../kit/ShadeLegend';
import { worst } from './labels';
import { fieldKey, square, type ComposeSettings } from './state';
import { isCurrent, type Shown } from './work';

/** Where each shade of the map begins, as an error in epsilon. */
export const shades = [0.03, 0.1, 0.3, 1, 3] as const;
export const shadeOpacity = 0.2;
const style = { scale: 0.22, longest: 40, head: 3.5 } as const;
const box = frame({
  width: 420,
  height: 300,
  margin: { top: 28, right: 12, bottom: 38, left: 42 },
  x: [0, 1],
  y: [1e-3, 10],
  yLog: true,
});

export function FieldPanels({ s, shown }: { readonly s: ComposeSettings; readonly shown: Shown }) {
  const fields = useMemo(() => fieldsAt(s), [fieldKey(s), s.t]);
  const error = useMemo(() => fieldError(s, s.t), [fieldKey(s), s.t]);
  const density = useMemo(
    () =>
      contours(square, fields.density, massLevels(fields.density, [0.5, 0.9]))
        .map(({ d }) => d)
        .join(''),
    [fields],
  );
  return (
    <>
      <ArrowPanel fields={fields} density={density} />
      <MapPanel fields={fields} density={density} error={error} />
      <CurvePanel s={s} shown={shown} error={error} />
    </>
  );
}

function ArrowPanel({ fields, density }: { readonly fields: Fields; readonly density: string }) {
  const [exact, composed] = useMemo(
    () => [fields.exact, fields.composed].map((of) => arrows(square, fields.at, of, style)),
    [fields],
  );
  return (
    <Panel
      frame={square}
      title={`Both scores, t = ${fixed(fields.t)}`}
      tone="exact"
      term="score"
      readout="green: of the noised answer; orange: composed"
      label="Arrows along the true score of the noised answer and along the composed score, on a grid"
    >
      <Line d={density} tone="noised" width={1} opacity={0.7} />
      <Line d={composed} tone="model" width={1.5} opacity={0.85} />
      <Line d={exact} tone="exact" width={1.1} />
    </Panel>
  );
}

function MapPanel({
  fields,
  density,
  error,
}: {
  readonly fields: Fields;
  readonly density: string;
  readonly error: number;
}) {
  const regions = useMemo(() => contours(square, fields.apart, shades.map(Math.log10)), [fields]);
  return (
    <Panel
      frame={square}
      title="Their difference, in units of ε"
      tone="model"
      readout={`root mean square where the noised answer is: ${significant(error, 2)}`}
      label="Map of the length of the difference of the two scores, times sigma, with contours of the noised answer over it"
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="model" opacity={shadeOpacity} />
      ))}
      <Line d={density} tone="noised" width={1.4} />
    </Panel>
  );
}

function CurvePanel({
  s,
  shown,
  error,
}: {
  readonly s: ComposeSettings;
  readonly shown: Shown;
  readonly error: number;
}) {
  const errors = isCurrent(s, shown).curve ? shown.curve.errors : [];
  // Below the axis the line ends.
  const inside = (v: number) => (v < 1e-3 ? NaN : Math.min(10, v));
  const peak = errors.length > 0 ? worst(shown) : null;
  return (
    <Panel
      frame={box}
      border={false}
      title="Difference over t"
      tone="model"
      term="t"
      readout={
        peak
          ? `most at t = ${fixed(peak.t)}: ${significant(peak.error, 2)}`
          : `measured at ${errors.length} of ${curveTimes.length} times`
      }
      label="The root mean square difference of the composed and the true score, as an error in epsilon, against time, on a logarithmic axis"
    >
      <Axes frame={box} x={{ label: 'time t' }} y={{ label: 'difference in ε', count: 4 }} />
      <Rule frame={box} x={s.t} dash="2 3" />
      <Line d={line(box, curveTimes.slice(0, errors.length), errors.map(inside))} tone="model" />
      <Marker x={box.x(s.t)} y={box.y(Math.min(10, Math.max(1e-3, error)))} tone="model" />
    </Panel>
  );
}

export function FieldLegend() {
  return (
    <ShadeLegend
      says="Difference in ε, at least"
      shades={shades}
      opacity={shadeOpacity}
      lines="lines hold half and 90 % of the noised answer"
    />
  );
}
