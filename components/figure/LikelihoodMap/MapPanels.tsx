/** The maps: by the ODE, exact, and how far apart they are. */
import { useMemo } from 'preact/hooks';
import { contours, gridFrom, gridOver, minus, significant } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Area, Marker, Panel } from '../index';
import { PointLayer } from '../PointLayer';
import { exactText, gap, nats, placeText, solverText } from './labels';
import { mapPoints, type MapErrors, type MapState } from './map';
import type { Path } from './path';
import { extent, mapSize, square, type LikelihoodSettings } from './settings';
import { exactLogDensity } from './solve';
import '../kit/legend.css';

/** Where the shades of a map of log p begin: twice as far down each time. */
const depths = [-64, -32, -16, -8, -4, -2, -1, 0] as const;
const depthOpacity = 0.13;
/** Where the shades of the error begin, in nats: ten times as much each time. */
const errorLevels = [1e-4, 1e-3, 0.01, 0.1, 1, 10] as const;
const errorOpacity = 0.15;
/** What is not a number, or is below all measure, is drawn as the deepest. */
const bottom = -1e6;

export interface MapPanelProps {
  readonly s: LikelihoodSettings;
  readonly map: MapState | null;
  readonly errors: MapErrors | null;
  /** The path of the point; null while it is not known. */
  readonly path: Path | null;
  readonly waiting: string;
  readonly onPoint: (x: number, y: number) => void;
}

export function odeTone({ model }: LikelihoodSettings): Tone {
  return model === 'learned' ? 'model' : 'noised';
}

function shades(values: Float64Array, size: number, levels: readonly number[]) {
  return contours(
    square,
    gridFrom(
      gridOver(square, size),
      values.map((v) => (v > bottom ? v : bottom)),
    ),
    levels,
  );
}

function Point({
  s,
  onPoint,
  tone,
  text,
}: Pick<MapPanelProps, 's' | 'onPoint'> & { readonly tone: Tone; readonly text?: string }) {
  const held = (v: number) => Math.max(-extent, Math.min(extent, v));
  return (
    <>
      <Marker x={square.x(s.x)} y={square.y(s.y)} tone={tone} size={4.5} />
      <PointLayer
        frame={square}
        x={s.x}
        onPoint={onPoint}
        label="Point whose likelihood is computed"
        {...(text !== undefined && { text })}
        beside={(dx, dy) => [held(s.x + 0.1 * dx), held(s.y + 0.1 * dy)]}
      />
    </>
  );
}

export function OdePanel({ s, map, path, waiting, onPoint }: MapPanelProps) {
  const regions = useMemo(() => (map ? shades(map.values, map.size, depths) : []), [map]);
  const tone = odeTone(s);
  const said = path ? `at ${placeText(s.x, s.y)}: ${nats(path.stations[0].logDensity)}` : waiting;
  return (
    <Panel
      frame={square}
      title="log p by the ODE"
      tone={tone}
      interactive
      label="Map of the log-density by the probability-flow ODE"
      readout={
        <>
          {said}
          <br />
          {map ? `${solverText(s)}: ${map.evaluations} evaluations` : solverText(s)}
        </>
      }
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone={tone} opacity={depthOpacity} />
      ))}
      <Point
        s={s}
        onPoint={onPoint}
        tone="ink"
        text={
          path
            ? `${placeText(s.x, s.y)}: log p ${nats(path.stations[0].logDensity)} by the ODE, exactly ${nats(path.stations[0].exact)}`
            : placeText(s.x, s.y)
        }
      />
    </Panel>
  );
}

export function ExactPanel({ s, map, path, onPoint }: MapPanelProps) {
  const size = map?.size ?? mapSize(s);
  const regions = useMemo(
    () => shades(exactLogDensity(s, mapPoints(size)), size, depths),
    [s.model, s.target, s.schedule, s.divergence, size],
  );
  return (
    <Panel
      frame={square}
      title="Exact log p"
      tone="exact"
      label="Map of the exact log-density"
      readout={
        <>
          {`there: ${nats(path ? path.stations[0].exact : exactLogDensity(s, { data: Float64Array.of(s.x, s.y), dim: 2 })[0])}`}
          <br />
          {exactText(s)}
        </>
      }
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="exact" opacity={depthOpacity} />
      ))}
      <Point s={s} onPoint={onPoint} tone="ink" />
    </Panel>
  );
}

export function DifferencePanel({ s, map, errors, path, waiting, onPoint }: MapPanelProps) {
  const regions = useMemo(
    () =>
      map && errors
        ? shades(
            errors.errors.map((e) => Math.log10(Math.max(e, 1e-12))),
            map.size,
            errorLevels.map(Math.log10),
          )
        : [],
    [map, errors],
  );
  const here = path && `there: ${gap(Math.abs(path.stations[0].logDensity - path.stations[0].exact))} nats`;
  return (
    <Panel
      frame={square}
      title="|ODE − exact|"
      tone="ink"
      label="Map of the distance between the two log-densities, in nats"
      readout={
        <>
          {here ?? waiting}
          <br />
          {errors ? `mean ${gap(errors.mean)}, at most ${gap(errors.most)} nats` : ''}
        </>
      }
    >
      {regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="warning" opacity={errorOpacity} />
      ))}
      <Point s={s} onPoint={onPoint} tone="ink" />
    </Panel>
  );
}

/** The maps' shades with their numbers. */
export function MapLegend({ s }: Pick<MapPanelProps, 's'>) {
  const shade = (tone: Tone, opacity: number, i: number) => (
    <i class={`f-shade tone-${tone}`} style={{ opacity: String(1 - (1 - opacity) ** (i + 1)) }} />
  );
  return (
    <div class="f-legend lm-legend">
      <p>
        <span>log p at least</span>
        {depths.map((depth, i) => (
          <span key={depth} class="f-key">
            {shade(odeTone(s), depthOpacity, i)}
            {minus(depth)}
          </span>
        ))}
      </p>
      <p>
        <span>difference at least</span>
        {errorLevels.map((level, i) => (
          <span key={level} class="f-key">
            {shade('warning', errorOpacity, i)}
            {significant(level, 1)}
          </span>
        ))}
        <span>nats</span>
      </p>
    </div>
  );
}
