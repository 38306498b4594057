/** The pictures of the score-field figure. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import type { Status } from '../../../src/engine/protocol';
import { arrows, contours, frame, line, massLevels, significant } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Marker, Panel, Rule, type TimeAxis } from '../index';
import { isBuilt } from '../run';
import { arrowField, densityOfMap, drawnVector, errorGrid, errorsOf, type MeanErrors, type Truth } from './fields';
import { learnedTitle, nearestOfCurve, placeText, vectorText, type Reading } from './labels';
import { notYet } from '../kit/not-yet';
import { ShadeLegend } from '../kit/ShadeLegend';
import { PointLayer } from './PointLayer';
import { curveTimes, square, type ScoreFieldSettings } from './state';
import type { Learned } from './useScoreField';

interface PanelProps {
  readonly truth: Truth;
  readonly reading: Reading;
  readonly onPoint: (x: number, y: number) => void;
  /** The time in the reader's notation. */
  readonly time: TimeAxis;
}

/** Shares of the mass that the density's contours hold. */
const shares = [0.5, 0.9, 0.99] as const;
const arrowStyle = { longest: 60, head: 3.5 } as const;

function densityLines(truth: Truth): string {
  const grid = densityOfMap(truth);
  return contours(square, grid, massLevels(grid, shares))
    .map(({ d }) => d)
    .join('');
}

function fieldPath(score: Batch, truth: Pick<Truth, 'at' | 't'>): string {
  const { at, vectors } = arrowField(score, truth);
  return arrows(square, at, vectors, arrowStyle);
}

/** The arrow at the place pointed at, three times as long as those of the field. */
function pointed({ x, y }: Reading, [u, v]: readonly [number, number], t: number): string {
  const [du, dv] = drawnVector(u, v, t);
  return arrows(square, batch([x, y], 2), batch([3 * du, 3 * dv], 2), { longest: 90, head: 7 });
}

export function ExactPanel({ truth, reading, onPoint, time }: PanelProps) {
  const path = useMemo(() => fieldPath(truth.score, truth), [truth]);
  const density = useMemo(() => densityLines(truth), [truth]);
  return (
    <Panel
      frame={square}
      title={`Exact score, ${time.text(truth.t)}`}
      tone="exact"
      term="score"
      interactive="point"
      label="Arrows along the exact score on a grid of the plane"
      readout={`at ${placeText(reading)}: ${vectorText(reading.exact)}`}
    >
      <Line d={density} tone="noised" width={1} opacity={0.6} term="xt" />
      <Line d={path} tone="exact" width={1.1} opacity={0.85} />
      <Line d={pointed(reading, reading.exact, truth.t)} tone="exact" width={2.4} />
      <Marker x={square.x(reading.x)} y={square.y(reading.y)} tone="exact" size={4} />
      <PointLayer
        frame={square}
        x={reading.x}
        y={reading.y}
        onPoint={onPoint}
        text={`${placeText(reading)}: exact ${vectorText(reading.exact)}${reading.learned ? `, learned ${vectorText(reading.learned)}, error ${significant(reading.error, 2)}` : ''}`}
      />
    </Panel>
  );
}

export function LearnedPanel({
  truth,
  reading,
  onPoint,
  time,
  learned,
  score,
  status,
}: PanelProps & {
  readonly learned: Learned | null;
  readonly score: Batch | null;
  readonly status: Status | 'static';
}) {
  const t = learned?.field.t ?? truth.t;
  const path = useMemo(() => (score ? fieldPath(score, { at: truth.at, t }) : ''), [score, t]);
  const density = useMemo(() => densityLines(truth), [truth]);
  const said = !learned
    ? notYet(status, 'not trained yet: press Train')
    : reading.learned
      ? `there: ${vectorText(reading.learned)}${isBuilt(learned.snapshot) ? '; trained when the page was built' : ''}`
      : `as learned at ${time.text(t)}`;
  return (
    <Panel
      frame={square}
      title={learnedTitle(learned)}
      tone="model"
      term="Dtheta"
      readout={said}
      label="Arrows along the learned score on the same grid, drawn to the same scale"
    >
      <Line d={density} tone="noised" width={1} opacity={0.6} />
      <Line d={path} tone="model" width={1.1} opacity={0.85} />
      <Line d={pointed(reading, reading.exact, truth.t)} tone="exact" width={1.6} dash="5 3" />
      {reading.learned && <Line d={pointed(reading, reading.learned, truth.t)} tone="model" width={2.4} />}
      <Marker x={square.x(reading.x)} y={square.y(reading.y)} tone="model" size={4} />
      <PointLayer frame={square} x={reading.x} y={reading.y} onPoint={onPoint} />
    </Panel>
  );
}

/** Where each shade of the map begins, as the error in epsilon. */
const shades = [0.03, 0.1, 0.3, 1, 3] as const;
const shadeOpacity = 0.2;

export function ErrorPanel({ truth, reading, onPoint, score }: PanelProps & { readonly score: Batch | null }) {
  const regions = useMemo(
    () => (score ? contours(square, errorGrid(errorsOf(score, truth)), shades.map(Math.log10)) : []),
    [score, truth],
  );
  const density = useMemo(() => densityLines(truth), [truth]);
  return (
    <Panel
      frame={square}
      title="Error, σ |learned − exact|"
      tone="ink"
      term="epshat"
      label="Map of the error of the learned score, with contours of the noised density over it"
      readout={
        reading.learned
          ? `there: ${significant(reading.error, 2)}, where pₜ = ${significant(reading.density, 2)}`
          : 'once there is a learned score'
      }
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="model" opacity={shadeOpacity} />
      ))}
      <Line d={density} tone="noised" width={1.4} />
      <Marker x={square.x(reading.x)} y={square.y(reading.y)} tone="ink" size={4} />
      <PointLayer frame={square} x={reading.x} y={reading.y} onPoint={onPoint} />
    </Panel>
  );
}

/** The map's shades with their numbers, and what its lines are. */
export function MapLegend() {
  return (
    <ShadeLegend
      says="Error in ε, at least"
      shades={shades}
      opacity={shadeOpacity}
      lines={`lines hold ${shares.map((share) => share * 100).join(', ')} % of pₜ`}
    />
  );
}

const least = 1e-6;
const [overSquare, byDensity] = ['over the square', 'weighted by pₜ'];
const box = (time: TimeAxis) =>
  frame({
    width: 720,
    height: 240,
    margin: { top: 24, right: 16, bottom: 34, left: 62 },
    x: time.domain,
    xLog: time.log,
    y: [least, 30],
    yLog: true,
  });

export function CurvePanel({
  settings,
  curve,
  time,
}: {
  readonly settings: ScoreFieldSettings;
  readonly curve: readonly MeanErrors[] | null;
  readonly time: TimeAxis;
}) {
  const { t, trained, level } = settings;
  const clipped = (v: number) => Math.min(30, Math.max(least, v));
  const plane = useMemo(() => box(time), [time]);
  const path = (of: (errors: MeanErrors) => number) =>
    curve
      ? line(
          plane,
          curveTimes.map(time.place),
          curve.map((e) => clipped(of(e))),
        )
      : '';
  const now = curve?.[nearestOfCurve(t)];
  // The names stand at the middle of the lines, each on the side where the other line is not.
  const middle = curve?.[nearestOfCurve(0.5)];
  const [upper, lower] = middle && middle.plain < middle.weighted ? [byDensity, overSquare] : [overSquare, byDensity];
  return (
    <Panel
      frame={plane}
      title={`Error over ${time.letter}`}
      tone="model"
      term="t"
      border={false}
      label="Mean squared error of the learned score, as an error in epsilon, against time, on a logarithmic axis"
      readout={
        now
          ? `near ${time.text(curveTimes[nearestOfCurve(t)])}: ${significant(now.weighted, 2)} where the data is, ${significant(now.plain, 2)} over the square`
          : 'once there is a learned score'
      }
    >
      <Axes
        frame={plane}
        x={{ label: time.label }}
        y={{ label: 'mean squared error of ε, per coordinate', count: 7 }}
      />
      <Rule frame={plane} x={time.place(t)} dash="2 3" />
      {trained === 'one' && <Rule frame={plane} x={time.place(level)} tone="model" />}
      {trained === 'one' && (
        <Label x={plane.x(time.place(level)) + 5} y={plane.bottom - 6} tone="model">
          trained here only
        </Label>
      )}
      <Line d={path((e) => e.plain)} tone="soft" width={1.8} dash="6 4" />
      <Line d={path((e) => e.weighted)} tone="model" width={2.2} />
      {now && (
        <Marker x={plane.x(time.place(curveTimes[nearestOfCurve(t)]))} y={plane.y(clipped(now.plain))} tone="soft" />
      )}
      {now && (
        <Marker
          x={plane.x(time.place(curveTimes[nearestOfCurve(t)]))}
          y={plane.y(clipped(now.weighted))}
          tone="model"
        />
      )}
      {middle && (
        <Label
          x={plane.x(time.place(0.52))}
          y={plane.y(clipped(Math.max(middle.plain, middle.weighted))) - 10}
          tone={upper === overSquare ? 'soft' : 'model'}
        >
          {upper}
        </Label>
      )}
      {middle && (
        <Label
          x={plane.x(time.place(0.46))}
          y={plane.y(clipped(Math.min(middle.plain, middle.weighted))) + 24}
          tone={lower === overSquare ? 'soft' : 'model'}
          anchor="end"
        >
          {lower}
        </Label>
      )}
    </Panel>
  );
}
