/** The clouds and densities of the guidance figure. */
import { batch } from '../../../src/core/batch';
import { contours, dots, gridFrom, gridOver, gridPoints, massLevels, segments } from '../../../src/picture/index';
import { Area, Dots, Label, Line, Panel } from '../index';
import { data, letterSpots } from './data';
import { gridSize } from './guide';
import { letters, letterOf, marksText, offText, ownText, weightText } from './labels';
import { classIndex, square, type GuidanceSettings } from './state';
import type { Cloud, Densities } from './work';

/** Shares of the mass that contours hold. */
const held = [0.5, 0.9, 0.99] as const;
/** Seeds whose way from w = 0 is drawn. */
const traced = 70;
const shape = gridOver(square, gridSize);

type Outlines = readonly { readonly d: string; readonly x: number; readonly y: number }[];
const known = new Map<string, Outlines>();

/** The outline of every class, and where its letter stands: drawn once for all panels. */
function outlines(name: GuidanceSettings['data']): Outlines {
  const drawn = known.get(name) ?? draw(name);
  known.set(name, drawn);
  return drawn;
}

function draw(name: GuidanceSettings['data']): Outlines {
  const points = gridPoints(shape);
  return data[name].classes.map((one, c) => {
    const grid = gridFrom(shape, one.logDensity(points, 1, 0).map(Math.exp));
    const [x, y] = letterSpots[name][c];
    return { d: contours(square, grid, massLevels(grid, [0.9]))[0].d, x, y };
  });
}

function Classes({ s }: { readonly s: GuidanceSettings }) {
  const lines = outlines(s.data);
  const own = classIndex(s);
  return (
    <>
      {lines.map(({ d, x, y }, c) => (
        <g key={c}>
          <Line
            d={d}
            tone={c === own ? 'data' : 'soft'}
            width={c === own ? 1.6 : 1}
            dash={c === own ? undefined : '3 3'}
            opacity={0.9}
          />
          <Label x={square.x(x)} y={square.y(y) + 4} tone={c === own ? 'data' : 'soft'} anchor="middle">
            {s.data === 'nested' ? 'class A' : letters[c]}
          </Label>
        </g>
      ))}
    </>
  );
}

export function CloudPanel({ cloud }: { readonly cloud: Cloud }) {
  const { settings: s, points, ghost, marks } = cloud;
  const moved = s.w !== 0;
  const rows = 2 * traced;
  return (
    <Panel
      frame={square}
      title={`Samples of ${letterOf(s)} at w = ${weightText(s.w)}`}
      tone="model"
      term="xhat"
      readout={`${marksText(marks, letterOf(s))}${offText(marks, letterOf(s))}${moved ? '; grey, the same seeds at w = 0' : ''}`}
      label={`Scatter plot of ${points.data.length / 2} samples guided with weight ${weightText(s.w)}, with lines from where the same seeds end at weight 0`}
    >
      {moved && <Dots d={dots(square, ghost)} tone="noise" size={2.4} opacity={0.45} />}
      {moved && (
        <Line
          d={segments(square, batch(ghost.data.slice(0, rows), 2), batch(points.data.slice(0, rows), 2))}
          tone="noise"
          width={0.8}
          opacity={0.5}
        />
      )}
      <Classes s={s} />
      <Dots d={dots(square, points)} tone="model" size={2.8} opacity={0.8} />
    </Panel>
  );
}

const traces = new WeakMap<Float64Array, readonly string[]>();

/** Contours of a density: traced once, though two panels show them. */
function paths(values: Float64Array): readonly string[] {
  const before = traces.get(values);
  if (before) return before;
  const grid = gridFrom(shape, values);
  const found = contours(square, grid, massLevels(grid, held)).map(({ d }) => d);
  traces.set(values, found);
  return found;
}

export function TemperedPanel({ densities }: { readonly densities: Densities }) {
  const { settings: s, tempered, temperedMarks } = densities;
  const lines = paths(tempered);
  return (
    <Panel
      frame={square}
      title={`The tempered density, w = ${weightText(s.w)}`}
      tone="exact"
      readout={marksText(temperedMarks, letterOf(s))}
      label="Contours of p of x times p of c given x to the power 1 plus w, that hold 50, 90 and 99 per cent of it"
    >
      <Classes s={s} />
      {lines.map((d, i) => (
        <Area key={held[i]} d={d} tone="exact" opacity={0.22} />
      ))}
      <Line d={lines[1]} tone="exact" width={1.4} />
    </Panel>
  );
}

export function OwnPanel({ densities }: { readonly densities: Densities }) {
  const { settings: s, tempered, own } = densities;
  const lines = paths(own);
  const promised = paths(tempered)[1];
  return (
    <Panel
      frame={square}
      title={`What the samples come from, w = ${weightText(s.w)}`}
      tone="model"
      readout={ownText(densities)}
      label="Contours of the density of the guided samples, that hold 50, 90 and 99 per cent of it; dashed, 90 per cent of the tempered density"
    >
      <Classes s={s} />
      {lines.map((d, i) => (
        <Area key={held[i]} d={d} tone="model" opacity={0.24} />
      ))}
      <Line d={lines[1]} tone="model" width={1.4} />
      <Line d={promised} tone="exact" width={1.4} dash="5 3" />
    </Panel>
  );
}
