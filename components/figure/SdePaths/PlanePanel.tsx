/** The plane: the crowd at the time shown over p_t, and the ways of some from the start as far as there. */
import { useMemo } from 'preact/hooks';
import { batch } from '../../../src/core/batch';
import { dots, minus, trails } from '../../../src/picture/index';
import { Area, Dots, Label, Line, Marker, Panel } from '../index';
import { axisText, courseText, pathText, processTitle } from './labels';
import { PathLayer } from './PathLayer';
import { densityInPlane, planeFrame as box, trailTo } from './pictures';
import { extentOf, lineCount } from './settings';
import type { Shown } from './shown';
import { Inside, neighbour, type PathsProps } from './TimePanel';

/** Walkers whose way is drawn: more of them would hide the crowd. */
const wayCount = 10;

export function PlanePanel({ s, walk, index, shown, onPick, time }: PathsProps & { readonly shown: Shown | null }) {
  const t = walk.times[index];
  const here = walk.states[index];
  const picked = s.path === 0 ? null : s.path - 1;
  const density = useMemo(() => densityInPlane(s, t), [s.process, s.plane, t]);
  const crowd = useMemo(() => (shown ? dots(box, batch(Array.from(shown.values), 2)) : ''), [shown]);
  const ways = useMemo(() => trails(box, trailTo(walk, index), wayCount), [walk, index]);
  const own = useMemo(() => (picked === null ? '' : trails(box, trailTo(walk, index, picked))), [walk, index, picked]);
  const heights = Array.from({ length: lineCount }, (_, walker) => here[2 * walker + 1]);

  const point = (x: number, y: number) => {
    const away = (walker: number) => Math.hypot(here[2 * walker] - x, here[2 * walker + 1] - y);
    let best = 0;
    for (let walker = 1; walker < lineCount; walker++) if (away(walker) < away(best)) best = walker;
    onPick(1 + best, index);
  };
  const move = (along: number, up: number) => {
    const at = Math.max(0, Math.min(walk.times.length - 1, index + along));
    onPick(up === 0 ? s.path : 1 + neighbour(heights, picked, up), at);
  };
  const place = picked === null ? null : here.subarray(2 * picked, 2 * picked + 2);

  return (
    <Panel
      frame={box}
      border={false}
      interactive
      tone="noised"
      term="xt"
      title={`${processTitle(s)}, ${time.text(t)}`}
      readout={courseText(s, wayCount)}
      label={`A crowd in the plane at ${time.text(t)}, over regions that hold half, 90 and 99 per cent of the exact density, with the ways of ${wayCount}`}
    >
      <Inside box={box} right={box.right}>
        {density.map((d, i) => (
          <Area key={i} d={d} tone="exact" opacity={0.13} />
        ))}
        <Dots d={crowd} tone="noised" size={2.2} opacity={0.6} />
        <Line d={ways} tone="noised" width={0.9} opacity={0.5} />
        <Line d={own} tone="ink" width={2} />
      </Inside>
      <path class="f-grid" d={`M${box.left},${box.top}H${box.right}V${box.bottom}H${box.left}Z`} />
      <Label
        x={box.left}
        y={box.top - 10}
        tone="soft"
      >{`${axisText(s)}, both axes from ${minus(-extentOf(s))} to ${extentOf(s)}`}</Label>
      {place && box.contains(place[0], place[1]) && <Marker x={box.x(place[0])} y={box.y(place[1])} tone="ink" />}
      <PathLayer
        frame={box}
        onPoint={point}
        onMove={move}
        value={s.path}
        most={lineCount}
        text={place === null ? 'none' : pathText(s.path, place, time.text(t))}
      />
    </Panel>
  );
}
