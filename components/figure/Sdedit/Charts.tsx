/** Recorded: how near the drawing against how near real digits, and what is kept of the class, by strength. */
import { fixed, frame, line, percent } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Axes, Label, Line, Marker, Panel, Rule } from '../index';
import type { Recorded, RecordedPoint } from './recorded';
import { strengthOf, beginning, type SdeditSettings } from './state';

const chart = { width: 440, height: 270, margin: { top: 26, right: 18, bottom: 42, left: 40 } } as const;

/** A recorded line at a strength between its points. */
function between(points: readonly RecordedPoint[], strength: number, of: keyof RecordedPoint): number {
  const after = points.findIndex((point) => point.strength >= strength);
  if (after <= 0) return points[Math.max(0, after)][of];
  const [a, b] = [points[after - 1], points[after]];
  return a[of] + ((strength - a.strength) / (b.strength - a.strength)) * (b[of] - a[of]);
}

interface Curve {
  readonly name: string;
  readonly points: readonly RecordedPoint[];
  readonly tone: Tone;
  readonly dash?: string;
}

function curvesOf({ lines }: Recorded, { told }: SdeditSettings): readonly [Curve, Curve] {
  return told === 'words'
    ? [
        { name: 'told “a bold digit”', points: lines.bold, tone: 'model' },
        { name: 'and its class', points: lines['bold class'], tone: 'model', dash: '6 3' },
      ]
    : [
        { name: 'told nothing', points: lines.nothing, tone: 'model' },
        { name: 'told its class', points: lines.class, tone: 'model', dash: '6 3' },
      ];
}

/** Where in the charts the present setting stands: the recorded runs read strength as a time. */
const placeOf = (s: SdeditSettings): number => strengthOf(beginning(s).noise);

/** The highest of the last points of a line, which its name stands above. */
const highestNear = (points: readonly RecordedPoint[]): number =>
  Math.max(...points.slice(-5).map(({ nearest }) => nearest));

interface ChartProps {
  readonly s: SdeditSettings;
  readonly recorded: Recorded;
}

export function TradePanel({ s, recorded }: ChartProps) {
  const curves = curvesOf(recorded, s);
  const all = curves.flatMap(({ points }) => points);
  const most = Math.max(...all.map(({ nearest }) => nearest), recorded.real.nearest);
  const box = frame({
    ...chart,
    x: [0, Math.ceil(20 * Math.max(...all.map(({ distance }) => distance))) / 20],
    y: [Math.floor(Math.min(recorded.real.nearest, ...all.map(({ nearest }) => nearest)) - 1), Math.ceil(most + 0.5)],
  });
  const strength = placeOf(s);
  const [first] = curves;
  const now = {
    x: between(first.points, strength, 'distance'),
    y: between(first.points, strength, 'nearest'),
  };
  const end = curves.map(({ points }) => points[points.length - 1]);
  return (
    <Panel
      frame={box}
      border={false}
      title="Recorded: faithful against real"
      readout={`a point a strength, 0 on the left to 1; means of ${recorded.sets} sets of ${recorded.drawings} drawings, what is told with guidance 2`}
      label={`Distance to the nearest real digit against distance to the drawing. ${curves.map(({ name, points }) => `${name}: ${points.map((p) => `strength ${p.strength}: ${fixed(p.distance)}, ${fixed(p.nearest, 1)}`).join('; ')}`).join('. ')}. Real digits: ${fixed(recorded.real.nearest, 1)}`}
    >
      <Axes
        frame={box}
        x={{ label: 'distance to the drawing, ink a pixel', count: 5 }}
        y={{ label: 'distance to the nearest real digit, judge’s features', count: 5 }}
      />
      <Rule frame={box} y={recorded.real.nearest} tone="data" dash="3 3" />
      <Label x={box.left + 6} y={box.y(recorded.real.nearest) - 6} tone="data">
        real digits
      </Label>
      {curves.map(({ name, points, tone, dash }) => (
        <g key={name}>
          <Line
            d={line(
              box,
              points.map(({ distance }) => distance),
              points.map(({ nearest }) => nearest),
            )}
            tone={tone}
            dash={dash}
          />
          {points.map((point) => (
            <Marker
              key={point.strength}
              x={box.x(point.distance)}
              y={box.y(point.nearest)}
              tone={tone}
              size={2.6}
              filled={dash === undefined}
            />
          ))}
        </g>
      ))}
      {curves.map(({ name, tone }, i) => (
        <Label
          key={`n${name}`}
          x={Math.min(box.right, box.x(end[i].distance) + 4)}
          y={
            end[i].nearest >= end[1 - i].nearest
              ? box.y(highestNear(curves[i].points)) - 10
              : box.y(end[i].nearest) + 20
          }
          tone={tone}
          anchor="end"
        >
          {name}
        </Label>
      ))}
      <Marker x={box.x(now.x)} y={box.y(now.y)} tone="noised" size={6} />
    </Panel>
  );
}

export function KeptPanel({ s, recorded }: ChartProps) {
  const words = s.told === 'words';
  const [told, other] = curvesOf(recorded, s);
  const lines: readonly (Curve & { readonly of: 'kept' | 'bold' })[] = words
    ? [
        { ...told, name: 'class kept', of: 'kept' },
        { ...told, name: 'has become bold', of: 'bold', tone: 'exact', dash: '2 3' },
      ]
    : [
        { ...told, of: 'kept' },
        { ...other, of: 'kept' },
      ];
  const named = lines.map(({ name }) => name);
  const box = frame({ ...chart, x: [0, 1], y: [0, 1] });
  const strength = placeOf(s);
  const valueAt = (i: number, at: number) => between(lines[i].points, at, lines[i].of);
  return (
    <Panel
      frame={box}
      border={false}
      title={words ? 'Recorded: the class kept, and the word heeded' : 'Recorded: the class kept'}
      readout={`at ${fixed(strength)}: ${named.map((name, i) => `${name} ${percent(valueAt(i, strength))}`).join(', ')}`}
      label={`Shares against strength. ${named.map((name, i) => `${name}: ${lines[i].points.map((p) => `${percent(p[lines[i].of])} at ${p.strength}`).join(', ')}`).join('. ')}`}
    >
      <Axes
        frame={box}
        x={{ label: 'strength s', count: 5 }}
        y={{ label: words ? 'share' : 'read as the class drawn', ticks: shares }}
      />
      <Rule frame={box} y={0.5} tone="soft" dash="2 4" />
      <Rule frame={box} x={strength} tone="noised" />
      {lines.map(({ points, tone, dash, of }, i) => (
        <g key={named[i]}>
          <Line
            d={line(
              box,
              points.map((p) => p.strength),
              points.map((p) => p[of]),
            )}
            tone={tone}
            dash={dash}
          />
        </g>
      ))}
      {named.map((name, i) => {
        const at = i === 0 ? 0.78 : words ? 0.3 : 0.62;
        const higher = valueAt(i, at) >= valueAt(1 - i, at);
        return (
          <Label
            key={`n${name}`}
            x={box.x(at)}
            y={box.y(valueAt(i, at)) + (higher ? -9 : 20)}
            tone={lines[i].tone}
            anchor="middle"
          >
            {name}
          </Label>
        );
      })}
    </Panel>
  );
}

const shares = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: percent(value) }));
