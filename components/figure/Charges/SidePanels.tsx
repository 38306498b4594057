/** Why it works, counted: where lines that leave the charges evenly arrive, and what each charge receives of points spread evenly. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import { bars, dots, fixed, frame, line, type Frame } from '../../../src/picture/index';
import type { Tick } from '../../../src/picture/ticks';
import type { Flux } from '../../../src/engine/kinds/charges/types';
import { Area, Axes, Dots, Label, Line, Panel, Rule } from '../index';
import { domainOf, relative, type Arrivals } from '../../../src/core/electrostatics/flux';
import { dome, downText, fluxText, sharesText, shareText } from './labels';
import { howMany, pickedOf, pointsOf, reach, type ChargesSettings } from './state';
import type { Crowd, Down } from './work';

const margin = { top: 26, right: 12, bottom: 36, left: 38 };
const right: readonly Tick[] = [-1, -0.5, 0, 0.5, 1].map((value) => ({ value, label: `${fixed(90 * value, 0)}°` }));

function fluxFrame(dim: number, highest: number): Frame {
  const y: readonly [number, number] = [0, Math.max(1.5, Math.ceil(highest * 2 + 0.1) / 2)];
  return frame({ width: 340, height: 182, margin, x: domainOf(dim), y });
}

interface FluxPanelProps {
  readonly s: ChargesSettings;
  readonly flux: Flux | null;
  /** Undefined where none are sent up. */
  readonly arrivals: Arrivals | null | undefined;
}

export function FluxPanel({ s, flux, arrivals }: FluxPanelProps) {
  const dim = s.space === 'line' ? 1 : 2;
  const highest = flux ? Math.max(...flux.flux) : 1;
  const box = useMemo(() => fluxFrame(dim, highest), [dim, highest]);
  const path = useMemo(() => (arrivals ? bars(box, relative(arrivals, dim)) : null), [box, arrivals, dim]);
  return (
    <Panel
      frame={box}
      border={false}
      title={arrivals === undefined ? `Flux through the ${dome(s)}` : `Where lines go through the ${dome(s)}`}
      tone="noise"
      readout={fluxText(flux, arrivals)}
      label={`Histogram of the places at which lines that leave every charge evenly go through the ${dome(s)}, with the exact flux as a curve, beside an even law`}
    >
      <Axes
        frame={box}
        x={
          dim === 1
            ? { label: 'angle from the vertical', ticks: right, grid: false }
            : { label: 'height over radius', grid: false }
        }
        y={{ label: 'lines, over an even law’s', count: 4 }}
      />
      {path !== null && <Area d={path} tone="noise" opacity={0.32} />}
      <Rule frame={box} y={1} dash="4 3" />
      {flux && <Line d={line(box, flux.at, flux.flux)} tone="exact" width={2} />}
    </Panel>
  );
}

interface SharesPanelProps {
  readonly s: ChargesSettings;
  readonly crowd: Crowd;
  /** Counted on the few lines that are drawn while a hand moves. */
  readonly few: boolean;
}

export function SharesPanel({ s, crowd, few }: SharesPanelProps) {
  const n = howMany(s);
  const shares = crowd.counts.map((each) => each / Math.max(1, crowd.landed));
  const highest = Math.max(1.6 / n, ...shares);
  const box = useMemo(
    () => frame({ width: 340, height: 182, margin, x: [0.4, n + 0.6], y: [0, Math.min(1, highest * 1.08)] }),
    [n, highest],
  );
  const wide = 0.3;
  const bar = (index: number) =>
    `M${box.x(index + 1 - wide)},${box.bottom}V${box.y(shares[index])}H${box.x(index + 1 + wide)}V${box.bottom}Z`;
  const picked = pickedOf(s);
  // Two digits side by side want more room than a phone has.
  const every = n > 9 ? 2 : 1;
  const numbers = shares.map((_, i) => ({ value: i + 1, label: String(i + 1) })).filter((_, i) => i % every === 0);
  return (
    <Panel
      frame={box}
      border={false}
      title={`Points that each charge receives${few ? ', by the lines drawn' : ''}`}
      tone="data"
      readout={sharesText(crowd)}
      label={`Share of points spread evenly on the ${dome(s)} that come down at each of ${n} charges, beside equal shares`}
    >
      <Axes
        frame={box}
        x={{ label: 'charge', ticks: numbers, grid: false }}
        y={{ label: 'share', ticks: [0, 1 / n].map((value) => ({ value, label: shareText(value) })), grid: false }}
      />
      <Area d={shares.map((_, i) => (i === picked ? '' : bar(i))).join('')} tone="data" opacity={0.4} />
      {picked >= 0 && <Area d={bar(picked)} tone="data" opacity={0.85} />}
      <Rule frame={box} y={1 / n} tone="exact" dash="4 3" />
      <Label x={box.right} y={box.y(1 / n) - 5} tone="exact" anchor="end">
        equal
      </Label>
    </Panel>
  );
}

interface DownPanelProps {
  readonly s: ChargesSettings;
  readonly crowd: Crowd;
  readonly down: Down | null;
}

const ground = frame({ width: 340, height: 182, margin: { top: 8, right: 8, bottom: 8, left: 8 }, x: [-reach, reach], y: [-reach, reach], equal: true }); // prettier-ignore

/** Where a crowd has come down, among the charges of a cloud. */
export function DownPanel({ s, crowd, down }: DownPanelProps) {
  const points = pointsOf(s);
  const [charges, arrived] = useMemo(
    () => [band(points, 0.3, 2.2), down ? band(down.x, -2.2, -0.3) : ''],
    [points.data.length, s.at, s.points, s.shifts, s.space, down],
  );
  return (
    <Panel
      frame={ground}
      border={false}
      title={s.space === 'line' ? 'Charges above, points below' : 'Charges, and points that came down'}
      tone="data"
      readout={downText(crowd, down)}
      label={`The charges of the cloud, and ${crowd.landed} points that came down from the ${dome(s)}`}
    >
      <Dots d={charges} tone="data" size={2} opacity={0.5} />
      <Dots d={arrived} tone="noised" size={3} opacity={0.8} />
    </Panel>
  );
}

/** Places of a plane; those of a line in a band, over whose height the golden ratio spreads them, so that many can be told apart. */
function band({ data, dim }: Batch, from: number, to: number): string {
  const n = data.length / dim;
  const all = (y: (i: number) => number) => dots(ground, batch(Array.from({ length: n }, (_, i) => [data[dim * i], y(i)]).flat(), 2)); // prettier-ignore
  return dim === 1 ? all((i) => from + (to - from) * ((i * 0.618034) % 1)) : all((i) => data[2 * i + 1]);
}
