/** Places over time: the paths, over the exact density or over the bridge's band. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { area, type Frame } from '../../../src/picture/index';
import { useScopedId } from '../../control/index';
import { Area, Axes, Label, Line, Marker, Panel, Rule, timeTicks, type TimeAxis } from '../index';
import { axisText, courseText, pathText, processTitle } from './labels';
import { PathLayer } from './PathLayer';
import { bridgeBand, densityOverTime, pathOverTime, pathsOverTime, timeFrame } from './pictures';
import { isForward, scheduleOf } from './course';
import { lineCount, type SdeSettings } from './settings';
import type { Walk } from './walk';

export interface PathsProps {
  readonly s: SdeSettings;
  readonly walk: Walk;
  readonly index: number;
  readonly onPick: (path: number, index: number) => void;
  /** The time in the reader's notation. */
  readonly time: TimeAxis;
}

export function TimePanel({ s, walk, index, onPick, time }: PathsProps) {
  const id = useScopedId();
  const forward = isForward(s);
  const box = useMemo(() => timeFrame(s), [forward]);
  const ticks = useMemo(() => timeTicks(time.convention, scheduleOf(s)), [time, s.process]);
  const paths = useMemo(() => pathsOverTime(box, walk), [box, walk]);
  const t = walk.times[index];
  const here = walk.states[index];
  const picked = s.path === 0 ? null : s.path - 1;
  const own = useMemo(() => (picked === null ? '' : pathOverTime(box, walk, picked)), [box, walk, picked]);
  const now = box.x(t);

  const point = (moment: number, place: number) => {
    const at = nearest(walk.times, moment);
    onPick(1 + nearest(walk.states[at], place), at);
  };
  const move = (along: number, up: number) => {
    const at = Math.max(0, Math.min(walk.times.length - 1, index + along));
    onPick(up === 0 ? s.path : 1 + neighbour(here, picked, up), at);
  };

  return (
    <Panel
      frame={box}
      border={false}
      interactive
      tone="noised"
      term="xt"
      title={processTitle(s)}
      readout={courseText(s)}
      label={`${lineCount} paths over time, ${s.mode === 'bridge' ? 'over the mean of a bridge and one and two deviations about it' : 'over regions of the exact density'}`}
    >
      <Inside box={box} right={box.right}>
        {s.mode === 'bridge' ? <Band s={s} box={box} /> : <Density s={s} box={box} />}
      </Inside>
      <Axes
        frame={box}
        x={{ label: time.label, ticks, grid: false }}
        y={{ label: axisText(s), count: 7, grid: false }}
      />
      <Inside box={box} right={box.right}>
        <g opacity={0.15}>
          <path id={id} class="f-line tone-noised" d={paths} stroke-width={0.9} />
        </g>
      </Inside>
      <Inside box={box} right={now}>
        <g opacity={0.42}>
          <use href={`#${id}`} />
        </g>
        <Line d={own} tone="ink" width={2.2} term="xt" />
      </Inside>
      {picked !== null && (
        <Inside box={box} right={box.right}>
          <Line d={own} tone="ink" width={1} opacity={0.45} />
        </Inside>
      )}
      <Rule frame={box} x={t} tone="noised" />
      {Array.from(here, (place, walker) =>
        box.contains(t, place) && walker !== picked ? (
          <circle key={walker} class="f-area tone-noised" cx={r(now)} cy={r(box.y(place))} r={2} />
        ) : null,
      )}
      {picked !== null && box.contains(t, here[picked]) && <Marker x={now} y={box.y(here[picked])} tone="ink" />}
      {s.mode === 'bridge' && <Ends s={s} box={box} end={walk.times[walk.times.length - 1]} />}
      <Label x={(box.left + box.right) / 2} y={box.top - 10} tone="soft" anchor="middle">
        {forward ? 'data → noise' : 'noise → data'}
      </Label>
      <PathLayer
        frame={box}
        onPoint={point}
        onMove={move}
        value={s.path}
        most={lineCount}
        text={picked === null ? 'none' : pathText(s.path, [here[picked]], time.text(t))}
      />
    </Panel>
  );
}

/** The data area as far as `right`: what is outside is cut off. */
export function Inside({
  box,
  right,
  children,
}: {
  readonly box: Frame;
  readonly right: number;
  readonly children: ComponentChildren;
}) {
  const { left, top, bottom } = box;
  const width = Math.max(0, r(right - left));
  return (
    <svg
      x={left}
      y={top}
      width={width}
      height={bottom - top}
      viewBox={`${left} ${top} ${Math.max(0.01, width)} ${bottom - top}`}
      preserveAspectRatio="none"
    >
      {children}
    </svg>
  );
}

function Density({ s, box }: { readonly s: SdeSettings; readonly box: Frame }) {
  const regions = useMemo(() => densityOverTime(s, box), [s.process, s.line, box]);
  return (
    <>
      {regions.map((d, i) => (
        <Area key={i} d={d} tone="exact" opacity={0.085} />
      ))}
    </>
  );
}

function Band({ s, box }: { readonly s: SdeSettings; readonly box: Frame }) {
  const { mean, one, two } = useMemo(
    () => bridgeBand(s, box, (times, low, high) => area(box, times, high, { base: low })),
    [s.process, s.from, s.to, box],
  );
  return (
    <>
      <Area d={two} tone="exact" opacity={0.14} />
      <Area d={one} tone="exact" opacity={0.16} />
      <Line d={mean} tone="exact" width={2} dash="6 4" />
    </>
  );
}

function Ends({ s, box, end }: { readonly s: SdeSettings; readonly box: Frame; readonly end: number }) {
  return (
    <>
      <Marker x={box.x(0)} y={box.y(s.from)} tone="data" size={6} />
      <Label x={box.x(0) - 2} y={box.y(s.from) - 12} tone="data">
        x₀
      </Label>
      <Marker x={box.x(end)} y={box.y(s.to)} tone="noise" size={6} />
      <Label x={box.x(end) + 2} y={box.y(s.to) - 12} tone="noise" anchor="end">
        x₁
      </Label>
    </>
  );
}

export function nearest(values: ArrayLike<number>, sought: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i] - sought) < Math.abs(values[best] - sought)) best = i;
  return best;
}

/** The walker next above (`up` > 0) or below `from`; the outermost one where there is none, or none is picked. */
export function neighbour(places: ArrayLike<number>, from: number | null, up: number): number {
  const order = Array.from(places, (_, walker) => walker).sort((a, b) => places[a] - places[b]);
  if (from === null) return order[up > 0 ? 0 : order.length - 1];
  return order[Math.max(0, Math.min(order.length - 1, order.indexOf(from) + up))];
}

function r(value: number): number {
  return Math.round(value * 100) / 100;
}
