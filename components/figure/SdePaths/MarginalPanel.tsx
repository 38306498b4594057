/** The crowd at the time shown, as a histogram on its side, beside the exact density there. */
import { useMemo } from 'preact/hooks';
import { histogram, sideBars } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Marker, Panel } from '../index';
import { densityFrame, densityLine, densityMost } from './pictures';
import { extentOf, type SdeSettings } from './settings';
import type { Shown } from './shown';

export interface MarginalProps {
  readonly s: SdeSettings;
  readonly t: number;
  /** The same in the reader's notation: `t = 0.26`. */
  readonly time: string;
  readonly shown: Shown | null;
  /** Height of the path picked out. */
  readonly picked: number | null;
}

const bins = 56;

export function MarginalPanel({ s, t, time, shown, picked }: MarginalProps) {
  const extent = extentOf(s);
  // The crowd may be of a moment ago while a bridge's end is dragged: the curve is then its own.
  const of = shown?.settings ?? s;
  const most = densityMost(of, t);
  const box = useMemo(() => densityFrame(s.mode, most), [s.mode, most]);
  const curve = useMemo(() => densityLine(of, t, box), [of, t, box]);
  const bars = useMemo(
    () => (shown ? sideBars(box, histogram(heights(shown.values, of), { domain: [-extent, extent], bins })) : ''),
    [shown, box, extent],
  );
  const { left, right, top, bottom } = box;
  const what = s.mode === 'plane' ? 'height' : 'places';
  return (
    <Panel
      frame={box}
      border={false}
      tone="exact"
      title={`At ${time}`}
      readout={s.mode === 'plane' ? 'heights' : undefined}
      label={`Histogram of the crowd’s ${what} at ${time} with the exact density as a curve`}
    >
      <svg
        x={left}
        y={top}
        width={right - left}
        height={bottom - top}
        viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
      >
        <Area d={bars} tone="noised" opacity={0.4} term="xt" />
        <Line d={curve} tone="exact" width={2} />
      </svg>
      <Axes frame={box} x={{ label: 'density', count: 3, grid: false }} y={{ ticks: [] }} />
      <path class="f-rule tone-soft" d={`M${left},${top}V${bottom}`} />
      <Label x={right} y={top - 10} tone="exact" anchor="end">
        exact
      </Label>
      <Label x={left} y={top - 10} tone="noised">
        walkers
      </Label>
      {picked !== null && Math.abs(picked) <= extent && <Marker x={left} y={box.y(picked)} tone="ink" />}
    </Panel>
  );
}

function heights(values: ArrayLike<number>, { mode }: SdeSettings): ArrayLike<number> {
  return mode === 'plane' ? Array.from({ length: values.length / 2 }, (_, row) => values[2 * row + 1]) : values;
}
