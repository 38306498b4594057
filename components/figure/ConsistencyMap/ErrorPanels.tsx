/** One path with the answers along it, and the error over place and time, over time, and while it is learned. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import { lengthsOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { dots, fixed, frame, grouped, line, segments } from '../../../src/picture/index';
import { Area, Axes, Dots, Label, Line, Marker, Panel, Rule, timeTicks, type TimeAxis } from '../index';
import { PointLayer } from '../PointLayer';
import type { ErrorPoint, Shown } from './built';
import { cellPaths, cutFrame, levels, shades } from './cells';
import { Modes, toneOf } from './CloudPanels';
import { lengthText, whoText } from './labels';
import { distances, mean } from './measure';
import { extent, schedule, square, times, type ConsistencyMapSettings } from './state';
import '../kit/legend.css';
import { inText } from '../kit/in-text';

export interface PathPanelProps {
  readonly s: ConsistencyMapSettings;
  readonly path: Batch;
  readonly shown: Shown | null;
  readonly onPoint: (x: number, y: number) => void;
}

export function PathPanel({ s, path, shown, onPoint }: PathPanelProps) {
  const answers = shown?.path;
  const [ex, ey] = path.data;
  const last = times.length - 1;
  const way = useMemo(() => {
    const at = (d: number) => times.map((_, k) => path.data[2 * k + d]);
    return { d: line(square, at(0), at(1)), marks: dots(square, path) };
  }, [path]);
  const apart = useMemo(() => {
    if (!answers) return null;
    const end = batch(
      Float64Array.from({ length: 2 * times.length }, (_, i) => path.data[i % 2]),
      2,
    );
    const far = distances(answers, end).subarray(1);
    return {
      mean: mean(far),
      most: Math.max(...far),
      lines: segments(square, path, answers),
      dots: dots(square, answers),
    };
  }, [path, answers]);
  const held = (v: number) => Math.max(-extent, Math.min(extent, v));
  const tone = shown ? toneOf(shown) : 'generator';
  const said = apart
    ? `answers along it: ${lengthText(apart.mean)} from its end on average, at most ${lengthText(apart.most)}`
    : 'train here to see the answers along this path';
  return (
    <Panel
      frame={square}
      interactive="point"
      title="One path: move its start"
      tone="exact"
      readout={
        <>
          {`from noise at (${fixed(s.x)}, ${fixed(s.y)}) to (${fixed(ex)}, ${fixed(ey)})`}
          <br />
          {said}
        </>
      }
      label="One path of the probability-flow ODE from noise to data, and where the network sends each of its points"
    >
      <Modes target={s.target} />
      {apart && <Line d={apart.lines} tone={tone} width={0.8} opacity={0.55} />}
      <Line d={way.d} tone="exact" width={2} />
      <Dots d={way.marks} tone="exact" size={4} opacity={1} />
      <Marker x={square.x(ex)} y={square.y(ey)} tone="exact" size={9} filled={false} />
      {apart && <Dots d={apart.dots} tone={tone} size={4.5} opacity={0.85} />}
      <Marker x={square.x(path.data[2 * last])} y={square.y(path.data[2 * last + 1])} tone="noise" size={6} />
      <PointLayer
        frame={square}
        x={s.x}
        onPoint={(x, y) => onPoint(held(x), held(y))}
        label="Where the path begins"
        text={`from (${fixed(s.x)}, ${fixed(s.y)}) to (${fixed(ex)}, ${fixed(ey)}); ${said}`}
        beside={(dx, dy) => [held(s.x + 0.05 * dx), held(s.y + 0.05 * dy)]}
      />
    </Panel>
  );
}

interface ErrorProps {
  readonly s: ConsistencyMapSettings;
  readonly shown: Shown | null;
  readonly time: TimeAxis;
}

export function CutPanel({ shown, time }: ErrorProps) {
  const cells = useMemo(() => (shown && shown.cut.length > 0 ? cellPaths(shown.cut) : []), [shown?.cut]);
  const ticks = useMemo(() => timeTicks(time.convention, schedule), [time]);
  return (
    <Panel
      frame={cutFrame}
      border={false}
      title="The error over place and time"
      tone={shown ? toneOf(shown) : 'generator'}
      readout="along the horizontal line through the middle; blank: next to no noised point falls there"
      label="Map of the distance between learned and exact ends over the place along a horizontal cut and the time"
    >
      {cells.map((d, shade) => (
        <Area key={shade} d={d} tone={shown ? toneOf(shown) : 'generator'} opacity={shades[shade]} />
      ))}
      <Axes frame={cutFrame} x={{ label: time.label, ticks, grid: false }} y={{ label: 'place x', grid: false }} />
      {shown && shown.k > 0 && <Rule frame={cutFrame} x={times[shown.k]} tone="ink" dash="2 3" />}
    </Panel>
  );
}

/** The cut's shades with their numbers. */
export function CutLegend({ shown }: Pick<ErrorProps, 'shown'>) {
  return (
    <p class="f-legend">
      <span>Error over place and time, at least</span>
      {shades.map((opacity, i) => (
        <span key={opacity} class="f-key">
          <i class={`f-shade tone-${shown ? toneOf(shown) : 'generator'}`} style={{ opacity: String(opacity) }} />
          {i === 0 ? 'less' : levels[i - 1]}
        </span>
      ))}
    </p>
  );
}

const chart = { width: 470, height: 262, margin: { top: 24, right: 74, bottom: 38, left: 44 } } as const;
const errors = [0.01, 3] as const;
const overTime = frame({ ...chart, x: [0, 1], y: errors, yLog: true });
const held = (value: number) => Math.max(errors[0], Math.min(errors[1], value));

export function TimePanel({ s, shown, before, time }: ErrorProps & { readonly before: readonly number[] }) {
  const ticks = useMemo(() => timeTicks(time.convention, schedule), [time]);
  const curve = (values: readonly number[]) => line(overTime, times.slice(1), values.slice(1).map(held));
  const end = (values: readonly number[]) => overTime.y(held(values[values.length - 1]));
  const pupil = shown && shown.curve.length > 0 ? shown.curve : null;
  const both = before.length > 0 && shown?.of === 'pupil';
  return (
    <Panel
      frame={overTime}
      border={false}
      title="The error over time"
      tone="ink"
      readout={
        pupil
          ? `mean distance from the exact end; at ${time.text(times[shown!.k])}: ${lengthText(pupil[shown!.k])}${both ? `, the teacher’s guess ${lengthText(before[shown.k])}` : ''}`
          : 'mean distance from the exact end'
      }
      label="Mean distance between learned and exact ends against the time, on a logarithmic axis"
    >
      <Axes frame={overTime} x={{ label: time.label, ticks }} y={{ label: 'distance' }} />
      {both && <Line d={curve(before)} tone="model" width={1.8} dash="7 3" />}
      {both && (
        <Label x={overTime.right + 6} y={end(before) + 4} tone="model">
          teacher
        </Label>
      )}
      {pupil && <Line d={curve(pupil)} tone={toneOf(shown!)} width={2} />}
      {pupil && (
        <Label x={overTime.right + 6} y={end(pupil) + 4} tone={toneOf(shown!)}>
          {inText(whoText(shown!, s.method))}
        </Label>
      )}
      {shown && <Rule frame={overTime} x={times[shown.k]} tone="soft" dash="2 3" />}
    </Panel>
  );
}

export interface LearningProps {
  readonly history: readonly ErrorPoint[];
  readonly settings: PupilSettings;
}

export function LearningPanel({ history, settings }: LearningProps) {
  const { teacher, total } = lengthsOf(settings);
  const last = history.at(-1);
  const from = history.length > 0 && history[0].step >= teacher ? teacher : 0;
  const box = frame({ ...chart, x: [from, Math.max(total, last?.step ?? 0)], y: errors, yLog: true });
  const part = (of: (step: number) => boolean) => {
    const points = history.filter(({ step }) => of(step));
    return line(
      box,
      points.map(({ step }) => step),
      points.map(({ error }) => held(error)),
    );
  };
  return (
    <Panel
      frame={box}
      border={false}
      title="While it is learned"
      tone="ink"
      readout={
        last
          ? `mean over all times: ${lengthText(last.error)} after ${grouped(last.step)} steps${teacher > from ? '; dotted: where the pupil begins' : ''}`
          : 'mean over all times'
      }
      label="Mean distance between learned and exact ends over all times, against steps of training"
    >
      <Axes frame={box} x={{ label: 'steps of training', count: 4 }} y={{ label: 'distance' }} />
      {teacher > from && <Rule frame={box} x={teacher} tone="soft" dash="2 3" />}
      <Line d={part((step) => step <= teacher)} tone="model" width={1.8} dash="7 3" />
      <Line d={part((step) => step >= teacher)} tone="generator" width={2} />
    </Panel>
  );
}
