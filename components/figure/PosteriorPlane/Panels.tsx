/** The pictures of the figure of posteriors. */
import { useMemo } from 'preact/hooks';
import { contours, dots, frame, gridFrom, gridOver, gridPoints, line, massLevels } from '../../../src/picture/index';
import { prior } from '../../../src/core/inverse/experiment';
import { methods } from '../../../src/core/inverse/registry';
import { Area, Axes, Dots, Label, Line, Marker, Panel, Rule } from '../index';
import { PointLayer } from '../PointLayer';
import { freeText, laneText, measuredText, undefinedText, valueText, withDeviation } from './labels';
import { extent, square, truthKey, type MethodName, type PlaneSettings } from './state';
import { condition, type Shape } from './condition';
import { curveOf, floorNow, laneNow, running, sampleCount, trueSamples, truthOf, type Shown } from './work';

const heldShares = [0.5, 0.9] as const;
const cells = gridOver(square, 80);
const places = gridPoints(cells);

function outlines(density: Float64Array): readonly string[] {
  const grid = gridFrom(cells, density);
  return contours(square, grid, massLevels(grid, heldShares)).map(({ d }) => d);
}

const data = outlines(prior.logDensity(places, 1, 0).map(Math.exp));

function useTruth(s: PlaneSettings): readonly string[] {
  return useMemo(() => outlines(truthOf(s).truth.density(places)), [truthKey(s)]);
}

const path = (frame: typeof square, points: readonly (readonly [x: number, y: number])[]): string =>
  line(
    frame,
    points.map(([x]) => x),
    points.map(([, y]) => y),
  );

/** Where H(x) = y. */
function Condition({ shape }: { readonly shape: Shape }) {
  if (shape.kind === 'point')
    return <Marker x={square.x(shape.at[0])} y={square.y(shape.at[1])} tone="ink" filled={false} />;
  return (
    <>
      <Line d={path(square, shape.points)} tone="ink" width={1.4} dash="5 3" />
      {shape.centre && (
        <Marker x={square.x(shape.centre[0])} y={square.y(shape.centre[1])} tone="ink" size={2.5} filled={false} />
      )}
    </>
  );
}

interface Props {
  readonly s: PlaneSettings;
  readonly shown: Shown;
}

export function TruthPanel({ s, shown, onPlace }: Props & { readonly onPlace: (x: number, y: number) => void }) {
  const truth = useTruth(s);
  const cloud = useMemo(() => dots(square, trueSamples(s)), [truthKey(s)]);
  const shape = useMemo(() => condition(s), [truthKey(s)]);
  const floor = floorNow(s, shown);
  const kept = (v: number) => Math.max(-extent, Math.min(extent, v));
  return (
    <Panel
      frame={square}
      title="The true posterior"
      tone="exact"
      readout={floor ? `${valueText(s)}; true samples at ${withDeviation(floor.distance)}` : valueText(s)}
      label={`Contours of the data and, filled, of what is left of it by the measurement, with ${sampleCount} true samples; drag to change the measured value`}
      interactive="point"
    >
      {data.map((d, i) => (
        <Line key={heldShares[i]} d={d} tone="data" width={1} opacity={0.5} />
      ))}
      {truth.map((d, i) => (
        <Area key={heldShares[i]} d={d} tone="exact" opacity={0.22} />
      ))}
      <Dots d={cloud} tone="exact" size={2.4} opacity={0.6} />
      <Condition shape={shape} />
      <Marker x={square.x(s.x)} y={square.y(s.y)} tone="ink" size={4} />
      <PointLayer
        frame={square}
        x={s.x}
        onPoint={(x, y) => onPlace(kept(x), kept(y))}
        beside={(dx, dy) => [kept(s.x + 0.05 * dx), kept(s.y + 0.05 * dy)]}
        label="The place that gives the measured value"
        text={`${valueText(s)}, ${measuredText(s)}`}
      />
    </Panel>
  );
}

export function LanePanel({ s, shown, method }: Props & { readonly method: MethodName }) {
  const truth = useTruth(s);
  const shape = useMemo(() => condition(s), [truthKey(s)]);
  const lane = laneNow(method, s, shown);
  const last = shown.lanes[method] ?? null;
  const there = running(s).includes(method);
  const cloud = useMemo(() => (last ? dots(square, last.points) : ''), [last]);
  const free = freeText(method, s);
  return (
    <Panel
      frame={square}
      title={`${methods[method].label}${free ? `, ${free}` : ''}`}
      tone="model"
      readout={there ? laneText(lane, floorNow(s, shown)) : undefinedText(method)}
      label={`${sampleCount} samples by ${methods[method].label} over contours of the true posterior`}
    >
      {truth.map((d, i) => (
        <Area key={heldShares[i]} d={d} tone="exact" opacity={0.22} />
      ))}
      <Condition shape={shape} />
      {there && <Dots d={cloud} tone="model" size={2.6} opacity={lane ? 0.75 : 0.3} />}
    </Panel>
  );
}

const [bottom, top] = [1e-3, 3];
const chart = frame({
  width: 380,
  height: 250,
  margin: { top: 26, right: 14, bottom: 42, left: 46 },
  x: [6, 9000],
  y: [bottom, top],
  xLog: true,
  yLog: true,
});
/** A second sign beside the label. */
const dashes = [undefined, '6 3', '2 3', '8 3 2 3'] as const;
const spots = [10, 100, 1000].map((value) => ({ value, label: String(value) }));
const heights = [0.001, 0.01, 0.1, 1].map((value) => ({ value, label: String(value) }));

export function CurvePanel({ s, shown }: Props) {
  const floor = floorNow(s, shown);
  const within = (v: number) => Math.max(bottom, Math.min(top, v));
  const curves = s.methods.map((method, i) => {
    const curve = running(s).includes(method) ? curveOf(method, s, shown) : [];
    return { method, dash: dashes[i], points: curve.map((one) => [one.evaluations, within(one.distance)] as const) };
  });
  return (
    <Panel
      frame={chart}
      title="Distance against cost"
      tone="model"
      readout={floor ? `true samples: ${withDeviation(floor.distance)} (shaded)` : 'being computed'}
      label="Energy distance to the true posterior against denoiser evaluations for one sample, by method, both logarithmic"
    >
      <Axes
        frame={chart}
        x={{ label: 'evaluations a sample', ticks: spots }}
        y={{ label: 'energy distance', ticks: heights }}
      />
      {floor && (
        <>
          <Area
            d={`M${chart.left},${chart.y(within(floor.distance.mean + floor.distance.deviation))}H${chart.right}V${chart.y(within(floor.distance.mean - floor.distance.deviation))}H${chart.left}Z`}
            tone="exact"
          />
          <Rule frame={chart} y={within(floor.distance.mean)} tone="exact" />
        </>
      )}
      {curves.map(({ method, dash, points }) => (
        <Line key={method} d={path(chart, points)} tone="model" width={1.6} dash={dash} />
      ))}
      {ends(curves).map(({ method, x, y }) => (
        <Label key={method} x={x} y={y} tone="model" anchor={x + nameRoom < chart.right ? 'start' : 'end'}>
          {methods[method].label}
        </Label>
      ))}
    </Panel>
  );
}

/** User units that a name takes. */
const nameRoom = 84;

/** Where the names of the curves stand: beside their last points, none over another. */
function ends(
  curves: readonly { readonly method: MethodName; readonly points: readonly (readonly [number, number])[] }[],
): readonly { readonly method: MethodName; readonly x: number; readonly y: number }[] {
  const found = curves
    .flatMap(({ method, points }) => {
      const last = points.at(-1);
      return last ? [{ method, x: chart.x(last[0]) + 6, y: chart.y(last[1]) + 4 }] : [];
    })
    .sort((a, b) => a.y - b.y);
  const room = 14;
  for (let i = 1; i < found.length; i++) {
    for (const before of found.slice(0, i)) {
      if (Math.abs(found[i].x - before.x) < nameRoom && found[i].y - before.y < room) found[i].y = before.y + room;
    }
  }
  return found;
}
