/** One point's way to noise in the plane, and how its log-density adds up over time. */
import { useMemo } from 'preact/hooks';
import { makeSchedule } from '../../../src/core/schedule/index';
import { batch } from '../../../src/core/batch';
import {
  contours,
  frame,
  gridFrom,
  gridOver,
  gridPoints,
  line,
  massLevels,
  significant,
} from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Area, Axes, Label, Line, Marker, Panel, Rule, timeTicks, type TimeAxis } from '../index';
import { exactTarget } from '../kit/exact-targets';
import { growthText, nats, sumText } from './labels';
import { odeTone } from './MapPanels';
import { stationAt, type Path, type Station } from './path';
import { courseOf, square, targetOf, type LikelihoodSettings } from './settings';

export interface PathPanelProps {
  readonly s: LikelihoodSettings;
  readonly path: Path | null;
  readonly waiting: string;
  /** The time in the reader's notation. */
  readonly time: TimeAxis;
}

/** Shares of the mass that the contours of p_t hold. */
const shares = [0.5, 0.9, 0.99] as const;
const gridSize = 56;

/** Contours of p_t, drawn at the scale of the data. */
function marginal(s: LikelihoodSettings, { t, scale }: Station): string {
  const schedule = makeSchedule(courseOf(s).schedule);
  const shape = gridOver(square, gridSize);
  const places = batch(
    gridPoints(shape).data.map((v) => v * scale),
    2,
  );
  const grid = gridFrom(
    shape,
    exactTarget(targetOf(s)).mixture.logDensity(places, schedule.alpha(t), schedule.sigma(t)).map(Math.exp),
  );
  return contours(square, grid, massLevels(grid, shares))
    .map(({ d }) => d)
    .join('');
}

function ring({ patch: { data } }: Station): string {
  const xs = [...data.filter((_, i) => i % 2 === 0), data[0]];
  const ys = [...data.filter((_, i) => i % 2 === 1), data[1]];
  return `${line(square, xs, ys)}Z`;
}

export function WayPanel({ s, path, waiting, time }: PathPanelProps) {
  const tone = odeTone(s);
  const now = path && stationAt(path, s.t);
  const density = useMemo(() => (now ? marginal(s, now) : ''), [now?.t, s.model, s.target, s.schedule]);
  const way = useMemo(
    () =>
      path
        ? line(
            square,
            path.stations.map(({ at }) => at[0]),
            path.stations.map(({ at }) => at[1]),
          )
        : '',
    [path],
  );
  const first = path?.stations[0];
  const zoomed = now && Math.abs(now.scale - 1) > 0.005 ? `, drawn at 1 : ${significant(now.scale, 3)}` : '';
  return (
    <Panel
      frame={square}
      title={now ? `The way to noise, ${time.text(now.t)}` : 'The way to noise'}
      tone={tone}
      readout={
        now ? (
          <>
            {`a square of side ${significant(s.patch, 2)} and what it has become${zoomed}`}
            <br />
            {growthText(now)}
          </>
        ) : (
          waiting
        )
      }
      label="The path of one point from data to noise, with a square of its neighbours at its start and as the flow has carried it, over contours of the density at that time"
    >
      <Line d={density} tone="noise" width={1} opacity={0.6} />
      <Line d={way} tone={tone} width={1.8} />
      {first && <Area d={ring(first)} tone="data" opacity={0.3} />}
      {first && <Line d={ring(first)} tone="data" width={1.2} />}
      {now && <Area d={ring(now)} tone={tone} opacity={0.25} />}
      {now && <Line d={ring(now)} tone={tone} width={1.4} />}
      {first && <Marker x={square.x(first.at[0])} y={square.y(first.at[1])} tone="data" size={3.5} />}
      {now && <Marker x={square.x(now.at[0])} y={square.y(now.at[1])} tone={tone} size={4.5} filled={false} />}
    </Panel>
  );
}

const shape = { width: 600, height: 284, margin: { top: 26, right: 128, bottom: 38, left: 40 } } as const;

export function TermsPanel({ s, path, waiting, time }: PathPanelProps) {
  const ticks = useMemo(() => timeTicks(time.convention, makeSchedule(courseOf(s).schedule)), [time, s.schedule]);
  const box = useMemo(() => frame({ ...shape, x: [0, 1], y: path ? heights(path) : [-4, 4] }), [path]);
  if (!path)
    return (
      <Panel frame={box} border={false} title="What adds up" tone="ink" readout={waiting} label="No path yet">
        <Axes frame={box} x={{ label: time.label, ticks }} y={{ label: 'nats' }} />
      </Panel>
    );
  const tone = odeTone(s);
  const { stations } = path;
  const now = stationAt(path, s.t);
  const curve = (of: (station: Station) => number) =>
    line(
      box,
      stations.map(({ t }) => t),
      stations.map(of),
    );
  const end = stations.at(-1)!;
  const names: readonly Named[] = apart([
    { y: box.y(end.logDensity), tone, name: 'log pₜ(xₜ)' },
    { y: box.y(end.logDeterminant), tone: 'ink', name: '∫∇·v from 0' },
  ]);
  return (
    <Panel
      frame={box}
      border={false}
      title="What adds up along it"
      tone="ink"
      readout={
        <>
          {sumText(path)}; exact {nats(stations[0].exact)}
          <br />
          {`at ${time.text(now.t)}: log pₜ(xₜ) ${nats(now.logDensity)}, exact ${nats(now.exact)}; ∫∇·v dt ${nats(now.logDeterminant)}, log of the area ${nats(now.logArea)}`}
        </>
      }
      label="Over time: the log-density of the moving point, by the ODE and exactly; the integral of the divergence from the start, and the logarithm of how much the square of neighbours has grown"
    >
      <Axes frame={box} x={{ label: time.label, ticks }} y={{ label: 'nats' }} />
      <Rule frame={box} y={0} />
      <Rule frame={box} x={now.t} dash="2 3" />
      <Line d={curve((p) => p.logDeterminant)} tone="ink" width={2} />
      <Line d={curve((p) => p.logArea)} tone="data" width={2.4} dash="1.5 4" />
      <Line d={curve((p) => p.logDensity)} tone={tone} width={2.2} />
      <Line d={curve((p) => p.exact)} tone="exact" width={2} dash="6 5" />
      <Marker x={box.x(now.t)} y={box.y(now.logDeterminant)} tone="ink" size={4} />
      <Marker x={box.x(now.t)} y={box.y(now.logDensity)} tone={tone} size={4} />
      {names.map(({ y, tone: of, name }) => (
        <Label key={name} x={box.right + 6} y={y + 1} tone={of}>
          {name}
        </Label>
      ))}
      {names.map(({ y, name }, i) => (
        <Label key={`${name} twin`} x={box.right + 6} y={y + 18} tone={i === 0 ? 'exact' : 'data'}>
          {i === 0 ? 'exact, dashed' : 'area, dotted'}
        </Label>
      ))}
    </Panel>
  );
}

interface Named {
  readonly y: number;
  readonly tone: Tone;
  readonly name: string;
}

/** Two names with a line below each, kept from lying on one another. */
function apart([a, b]: readonly [Named, Named]): readonly Named[] {
  const room = 40;
  const near = Math.max(0, room - Math.abs(a.y - b.y)) / 2;
  const up = a.y <= b.y ? -near : near;
  const held = (y: number) => Math.max(shape.margin.top + 4, Math.min(shape.height - shape.margin.bottom - 17, y));
  return [
    { ...a, y: held(a.y + up) },
    { ...b, y: held(b.y - up) },
  ];
}

/** From the lowest to the highest of what is drawn, with some room. */
function heights({ stations }: Path): readonly [number, number] {
  const all = stations.flatMap((p) => [p.logDensity, p.exact, p.logDeterminant, p.logArea, 0]).filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(0.25, 0.06 * (high - low));
  return [low - room, high + room];
}
