/** The curve to drag, with the digits it makes of one picture under its time axis. */
import { useMemo } from 'preact/hooks';
import { Choice, CurveEditor } from '../../control/index';
import { toPanel } from '../../control/pointer';
import { makeSchedule, type Schedule } from '../../../src/core/schedule/index';
import { fixed, line, type Frame } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Picture } from '../index';
import { digitStrip, stripNoise, stripTimes } from './digits';
import { comparisonLabel } from './labels';
import { comparisonOf, knotsOf, mostKnots } from './settings';
import type { ScheduleEditorState } from './useScheduleEditor';
import {
  digitSize,
  height,
  reading,
  shownKnots,
  viewFrame,
  viewOf,
  viewReach,
  views,
  viewTicks,
  type View,
} from './views';

const timeTicks = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: String(value) }));
const viewOptions = views.map((value) => ({ value, label: viewOf[value].name }));

export function CurvePanel({ state }: { readonly state: ScheduleEditorState }) {
  const { figure, inForce, at } = state;
  const s = figure.settings.value;
  const { schedule } = inForce.value;
  const { view } = s;
  const frame = useMemo(() => viewFrame(view, schedule), [view, schedule]);
  const d = useMemo(() => curve(frame, view, schedule), [frame, view, schedule]);
  const compared = JSON.stringify(comparisonOf(s));
  const dashed = useMemo(() => curve(frame, view, makeSchedule(comparisonOf(s))), [frame, view, compared]);
  const knots = shownKnots(view, knotsOf(s), frame, s.preset === 'drawn' ? null : schedule);
  const { axis, symbol, term } = viewOf[view];
  const grabbed = knots.some(([t]) => Math.abs(t - at.value) < 0.004);

  const point = (event: PointerEvent) => {
    if (event.buttons === 0) at.value = Math.max(0, Math.min(1, frame.invertX(toPanel(event, frame)[0])));
  };
  const focus = (event: FocusEvent) => {
    const all = [...(event.currentTarget as Element).querySelectorAll('[role=slider]')];
    const knot = knots[all.indexOf(event.target as Element)];
    if (knot) at.value = knot[0];
  };

  return (
    <div class="se-curve">
      <Panel
        frame={frame}
        interactive
        border={false}
        term={term}
        label={`The schedule as ${axis}, against time, with points to drag; below it one digit noised at nine times`}
      >
        <Axes frame={frame} x={{ ticks: timeTicks }} y={{ ticks: viewTicks(view, frame), label: axis }} />
        <Line d={dashed} tone="soft" width={1.25} dash="4 3" />
        <Comparison frame={frame} view={view} text={comparisonLabel(s)} />
        <g onPointerMove={point} onPointerDown={point} onFocusIn={focus}>
          <rect
            class="f-surface"
            x={frame.left}
            y={frame.top}
            width={frame.right - frame.left}
            height={frame.height - frame.top - 16}
          />
          <Strip frame={frame} schedule={schedule} seed={s.seed} at={at.value} />
          <CurveEditor
            frame={frame}
            knots={knots}
            d={d}
            label={axis}
            most={mostKnots}
            describe={([t, h]) =>
              `${symbol} ${view === 'snr' ? reading(view, schedule, t).slice(6) : fixed(h)} at t ${fixed(t)}`
            }
            limits={{ x: [0, 1], y: viewReach(view, frame), ...(view !== 'beta' && { monotone: 'falling' }) }}
            onInput={(next) => state.edit(knots, next)}
            onCommit={state.commit}
            term={term}
          />
          {!grabbed && (
            <Marker x={frame.x(at.value)} y={held(frame, height(view, schedule, at.value))} tone="noised" size={4} />
          )}
        </g>
        <Reading frame={frame} view={view} schedule={schedule} at={at.value} />
      </Panel>
      <Choice
        label="Show the curve as"
        options={viewOptions}
        value={view}
        onChange={(next) => figure.set({ view: next })}
      />
    </div>
  );
}

/** The number at the chosen time, beside the curve where it leaves room. */
function Reading({
  frame,
  view,
  schedule,
  at,
}: {
  readonly frame: Frame;
  readonly view: View;
  readonly schedule: Schedule;
  readonly at: number;
}) {
  const text = `${reading(view, schedule, at)} at t = ${fixed(at)}`;
  const y = Math.max(frame.top + 12, held(frame, height(view, schedule, at)) - 10);
  const rising = view === 'beta';
  const right = rising ? at < 0.3 : at < 0.56;
  const x = frame.x(at) + (right ? 11 : rising ? -11 : 0);
  return (
    <g class="se-reading">
      <Label
        x={right || rising ? x : frame.right}
        y={right || rising ? y : y - 4}
        anchor={right ? 'start' : 'end'}
        tone="noised"
      >
        {text}
      </Label>
    </g>
  );
}

/** What the dashed line is, with a piece of it. */
function Comparison({ frame, view, text }: { readonly frame: Frame; readonly view: View; readonly text: string }) {
  const y = view === 'beta' ? frame.top + 14 : frame.bottom - 10;
  return (
    <>
      <path class="f-line tone-soft" d={`M${frame.left + 8},${y - 4}h18`} stroke-width={1.25} stroke-dasharray="4 3" />
      <Label x={frame.left + 31} y={y} tone="soft">
        {text}
      </Label>
    </>
  );
}

function Strip({
  frame,
  schedule,
  seed,
  at,
}: {
  readonly frame: Frame;
  readonly schedule: Schedule;
  readonly seed: number;
  readonly at: number;
}) {
  const noise = useMemo(() => stripNoise(seed), [seed]);
  const pictures = useMemo(() => digitStrip(schedule, noise), [schedule, noise]);
  const top = frame.bottom + 20;
  return (
    <>
      {pictures.map((href, k) => (
        <Picture key={k} href={href} x={frame.x(stripTimes[k]) - digitSize / 2} y={top} width={digitSize} />
      ))}
      <path class="f-rule tone-noised" d={`M${frame.x(at)},${frame.top}V${frame.bottom}`} stroke-opacity={0.35} />
      <text class="se-axis" x={frame.right} y={frame.height - 5} text-anchor="end">
        time t →
      </text>
    </>
  );
}

/** The graph of a schedule in a view: denser in time near both ends, where curves run fast, and cut at the frame's edge. */
function curve(frame: Frame, view: View, schedule: Schedule): string {
  const n = 200;
  const [low, high] = frame.yDomain;
  const xs: number[] = [];
  const ys: number[] = [];
  let before: readonly [number, number] | null = null;
  for (let i = 0; i <= n; i += 1) {
    const t = (1 - Math.cos((Math.PI * i) / n)) / 2;
    const here = Math.max(-1e6, Math.min(1e6, height(view, schedule, t)));
    // Past its last moment a preset that ran to no signal at all adds nothing more: beta ends at the top, not at 0.
    const y: number = view === 'beta' && here === 0 && before && before[1] > high ? before[1] : here;
    const edge = before && [low, high].find((e) => (before![1] - e) * (y - e) < 0);
    if (before && edge !== undefined && edge !== null) {
      xs.push(before[0] + ((t - before[0]) * (edge - before[1])) / (y - before[1]));
      ys.push(edge);
    }
    xs.push(t);
    ys.push(y >= low && y <= high ? y : NaN);
    before = [t, y];
  }
  return line(frame, xs, ys);
}

function held(frame: Frame, y: number): number {
  return Math.max(frame.top, Math.min(frame.bottom, frame.y(y)));
}
