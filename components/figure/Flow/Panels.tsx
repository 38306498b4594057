/** The pictures of the flow figure. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import type { Status } from '../../../src/engine/protocol';
import {
  arrows,
  contours,
  dots,
  gridFrom,
  gridOver,
  line,
  massLevels,
  significant,
  trails,
} from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Area, Dots, Line, Marker, Panel } from '../index';
import { notYet } from '../kit/not-yet';
import { ShadeLegend } from '../kit/ShadeLegend';
import { extent } from '../kit/plane-target';
import { PointLayer } from '../PointLayer';
import { isBuilt } from '../run';
import { arrowsOf, at, errorsOf, exactFlow, meanError, statesOf, type Carried, type Truth } from './exact';
import { type Met } from './meeting';
import { carriedText, learnedTitle, meetingText, timeText, vectorText } from './labels';
import { mapSize, square, type FlowSettings } from './state';
import type { Learned } from './useFlow';

interface Props {
  readonly s: FlowSettings;
  readonly truth: Truth | null;
  readonly onPoint: (x: number, y: number) => void;
}

/** Shares of the mass that the density's contours hold. */
const shares = [0.5, 0.9, 0.99] as const;
/** Data units of arrow per unit of velocity. */
const style = { scale: 0.13, longest: 26, head: 3.5 } as const;
const move = extent / 32;

const fieldPath = (field: Batch): string => {
  const { at, vectors } = arrowsOf(field);
  return arrows(square, at, vectors, style);
};

function densityLines(truth: Truth | null): string {
  if (!truth) return '';
  const grid = gridFrom(gridOver(square, mapSize), truth.density);
  return contours(square, grid, massLevels(grid, shares))
    .map(({ d }) => d)
    .join('');
}

function Pointer({ s, onPoint, text }: Omit<Props, 'truth'> & { readonly text?: string }) {
  const held = (v: number) => Math.max(-extent, Math.min(extent, v));
  return (
    <>
      <Marker x={square.x(s.x)} y={square.y(s.y)} tone="ink" size={4} />
      <PointLayer
        frame={square}
        x={s.x}
        onPoint={onPoint}
        beside={(dx, dy) => [held(s.x + dx * move), held(s.y + dy * move)]}
        label="Place whose velocity is taken apart"
        {...(text !== undefined && { text })}
      />
    </>
  );
}

export function ExactPanel({ s, truth, onPoint, met }: Props & { readonly met: Met }) {
  const path = useMemo(() => (truth ? fieldPath(truth.velocity) : ''), [truth]);
  const density = useMemo(() => densityLines(truth), [truth]);
  return (
    <Panel
      frame={square}
      title={`Exact velocity, ${timeText(truth?.t ?? s.t)}`}
      tone="exact"
      interactive="point"
      label="Arrows along the exact marginal velocity on a grid of the plane, over contours of the density"
      readout={`${vectorText(met.mean)} at the dot`}
    >
      <Line d={density} tone="noised" width={1} opacity={0.6} term="xt" />
      <Line d={path} tone="exact" width={1.2} />
      <Pointer s={s} onPoint={onPoint} />
    </Panel>
  );
}

interface LearnedProps extends Props {
  readonly learned: Learned | null;
  readonly velocity: Batch | null;
  readonly status: Status | 'static';
}

export function LearnedPanel({ s, truth, onPoint, learned, velocity, status }: LearnedProps) {
  const path = useMemo(() => (velocity ? fieldPath(velocity) : ''), [velocity]);
  const density = useMemo(() => densityLines(truth), [truth]);
  return (
    <Panel
      frame={square}
      title={learnedTitle(learned)}
      tone="model"
      interactive="point"
      label="Arrows along the learned velocity on the same grid, drawn to the same scale"
      readout={
        learned
          ? isBuilt(learned.snapshot)
            ? 'trained when the page was built'
            : `as learned, ${timeText(learned.field.t)}`
          : notYet(status, 'not trained yet: press Train')
      }
    >
      <Line d={density} tone="noised" width={1} opacity={0.6} />
      <Line d={path} tone="model" width={1.2} />
      <Pointer s={s} onPoint={onPoint} />
    </Panel>
  );
}

/** Where each shade of the map begins, in units of velocity. */
const shades = [0.1, 0.3, 1, 3] as const;
const shadeOpacity = 0.2;

/** @param velocity what was learned, at the time of the truth; null while the network has not answered */
export function ErrorPanel({ s, truth, onPoint, velocity }: Props & { readonly velocity: Batch | null }) {
  const errors = useMemo(() => (truth && velocity ? errorsOf(velocity, truth) : null), [truth, velocity]);
  const regions = useMemo(() => {
    if (!errors) return [];
    const logs = errors.map((e) => Math.log10(Math.max(e, 1e-9)));
    return contours(square, gridFrom(gridOver(square, mapSize), logs), shades.map(Math.log10));
  }, [errors]);
  const density = useMemo(() => densityLines(truth), [truth]);
  return (
    <Panel
      frame={square}
      title="Error, |learned − exact|"
      tone="ink"
      interactive="point"
      label="Map of the error of the learned velocity, with contours of the density over it"
      readout={
        errors && truth
          ? `${significant(meanError(errors, truth), 2)} where points are, root mean square`
          : 'once there is a learned velocity'
      }
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="model" opacity={shadeOpacity} />
      ))}
      <Line d={density} tone="noised" width={1.4} />
      <Pointer s={s} onPoint={onPoint} />
    </Panel>
  );
}

export function MapLegend() {
  return (
    <ShadeLegend
      says="Error of the velocity, at least"
      shades={shades}
      opacity={shadeOpacity}
      lines={`lines hold ${shares.map((share) => share * 100).join(', ')} % of pₜ`}
    />
  );
}

/** A line through x and y by turns. */
const through = (points: Float64Array): string =>
  line(
    square,
    points.filter((_, i) => i % 2 === 0),
    points.filter((_, i) => i % 2 === 1),
  );

/** The pairs that meet at the place, each as its own path, and the path of their mean. */
interface MeetingProps extends Omit<Props, 'truth'> {
  readonly met: Met;
  /** Of the flow through the place. */
  readonly path: Float64Array;
}

export function MeetingPanel({ s, met, path, onPoint }: MeetingProps) {
  const way = useMemo(() => through(path), [path]);
  const { clouds, own, mean } = useMemo(() => {
    const { data, source } = exactFlow(s);
    const most = met.lines[0]?.weight ?? 1;
    const here = batch([s.x, s.y], 2);
    const arrow = ([u, v]: readonly [number, number]) =>
      arrows(square, here, batch([u, v], 2), { scale: 0.4, longest: 90, head: 6 });
    return {
      clouds: [data, source].map(({ components: { means } }) => (means.data.length > 2 ? dots(square, means) : '')),
      own: met.lines.map(({ weight, points, velocity }) => ({
        d: through(points),
        arrow: arrow(velocity),
        opacity: Math.max(0.06, Math.min(0.9, weight / most)),
      })),
      mean: arrow(met.mean),
    };
  }, [met]);
  return (
    <Panel
      frame={square}
      title={`Paths that meet here, ${timeText(s.t)}`}
      tone="noised"
      interactive="point"
      label="The conditional paths that pass the place pointed at, each as dark as it is likely, and the path of the marginal velocity through it"
      readout={meetingText(met)}
    >
      <Dots d={clouds[0]} tone="data" size={3.4} opacity={0.5} />
      <Dots d={clouds[1]} tone="noise" size={3.4} opacity={0.5} />
      {own.map(({ d, opacity }, i) => (
        <Line key={i} d={d} tone="noised" width={1} opacity={opacity} />
      ))}
      <Line d={way} tone="exact" width={2.2} />
      {own.slice(0, 12).map(({ arrow, opacity }, i) => (
        <Line key={i} d={arrow} tone="noised" width={1.2} opacity={opacity} />
      ))}
      <Line d={mean} tone="exact" width={2.8} />
      <Pointer s={s} onPoint={onPoint} text={`(${significant(s.x, 2)}, ${significant(s.y, 2)}): ${meetingText(met)}`} />
    </Panel>
  );
}

interface CarriedProps {
  readonly s: FlowSettings;
  readonly title: string;
  readonly tone: Tone;
  readonly states: Float64Array | null;
  readonly readout: string;
}

const shownTrails = 40;

/** Points on their way: where they are at t, and the paths of some from end to end. */
export function CarriedPanel({ s, title, tone, states, readout }: CarriedProps) {
  const cloud = useMemo(() => {
    const { data, source } = exactFlow(s);
    return [data, source].map(({ components: { means } }) => (means.data.length > 2 ? dots(square, means) : ''));
  }, [s.source, s.data, s.points, s.coupling]);
  const paths = useMemo(() => (states ? trails(square, statesOf({ states }), shownTrails) : ''), [states]);
  const points = useMemo(() => (states ? dots(square, at({ states }, s.t)) : ''), [states, s.t]);
  return (
    <Panel
      frame={square}
      title={title}
      tone={tone}
      readout={readout}
      label={`${title}: points at t, and the paths of ${shownTrails} of them`}
    >
      <Dots d={cloud[0]} tone="data" size={5} opacity={0.3} />
      <Dots d={cloud[1]} tone="noise" size={5} opacity={0.25} />
      <Line d={paths} tone={tone} width={0.8} opacity={0.55} />
      <Dots d={points} tone={tone} size={3.4} opacity={0.95} />
    </Panel>
  );
}

export function carriedReadout(s: FlowSettings, found: Carried | null): string {
  return found ? carriedText(found, s.carry) : 'being computed';
}
