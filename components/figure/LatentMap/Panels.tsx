/** The plane decoded, the cloud of codes with the points that move into it, and what single codes decode to. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { dots, mosaic, pixels, squareFrame, trails } from '../../../src/picture/index';
import { Axes, Dots, Line, Panel, Picture } from '../index';
import { PointLayer } from '../PointLayer';
import { cloudText, placeText, timeText } from './labels';
import { extent, pointsAt, tiles, watchedCount, wayTo, type Course, type LatentMapSettings } from './state';
import type { Cloud, Moving, Place } from './work';

const plane = squareFrame(extent, tiles * digitSide * 1.3, 0);
const cloudFrame = squareFrame(extent, 328, 22);
/** Deviations that an arrow key moves. */
const move = 0.1;
const ink = { paper: 0, ink: 255 } as const;
const within = (v: number) => Math.max(-extent, Math.min(extent, v));

interface PointedProps {
  readonly s: LatentMapSettings;
  readonly onPoint: (x: number, y: number) => void;
}

export function MapPanel({ s, cloud, onPoint }: PointedProps & { readonly cloud: Cloud }) {
  const href = useMemo(() => mosaic(cloud.tiles, { side: digitSide, across: tiles, ...ink }).href, [cloud]);
  const [x, y] = [plane.x(s.x), plane.y(s.y)];
  return (
    <Panel
      frame={plane}
      interactive
      border
      title="Decoded everywhere"
      tone="model"
      readout={`decoded place ${placeText(s)}; one deviation of the codes is 1`}
      label={`The plane of codes, decoded at ${tiles} by ${tiles} places, and the place that is chosen`}
    >
      <Picture href={href} width={plane.width} />
      <path class="f-line tone-data" d={`M${x - 11},${y}h22M${x},${y - 11}v22`} stroke-width={1.5} />
      <circle class="f-line tone-data" cx={x} cy={y} r={7} stroke-width={2.5} />
      <PointLayer
        frame={plane}
        x={s.x}
        label="Place in the plane of codes"
        text={placeText(s)}
        beside={(dx, dy) => [within(s.x + dx * move), within(s.y + dy * move)]}
        onPoint={(px, py) => onPoint(within(px), within(py))}
      />
    </Panel>
  );
}

export function CloudPanel({
  s,
  cloud,
  course,
}: {
  readonly s: LatentMapSettings;
  readonly cloud: Cloud;
  readonly course: Course;
}) {
  const { codes, labels } = cloud;
  const numerals = useMemo(
    () =>
      Array.from(labels, (label, i) => ({ label, x: codes[2 * i], y: codes[2 * i + 1] })).filter(
        ({ x, y }) => Math.abs(x) < extent && Math.abs(y) < extent,
      ),
    [cloud],
  );
  const now = useMemo(() => pointsAt(course, s.t), [course, s.t]);
  const ways = useMemo(() => {
    const rows = wayTo(course, s.t);
    return trails(
      cloudFrame,
      rows.map((data) => ({ data: data.slice(0, 2 * watchedCount), dim: 2 })),
    );
  }, [course, s.t]);
  const [x, y] = [cloudFrame.x(s.x), cloudFrame.y(s.y)];
  return (
    <Panel
      frame={cloudFrame}
      border={false}
      title="Codes, and noise on its way to them"
      tone="noised"
      term="xt"
      readout={timeText(s)}
      label={`${cloudText}; ${timeText(s)}`}
    >
      <Axes frame={cloudFrame} x={{ label: 'first number' }} y={{ label: 'second number' }} />
      <g class="lm-codes" data-marks>
        {numerals.map(({ label, x: cx, y: cy }, i) => (
          <text
            key={i}
            x={cloudFrame.x(cx)}
            y={cloudFrame.y(cy)}
            dy="0.32em"
            data-lit={label === s.lit ? '' : undefined}
          >
            {label}
          </text>
        ))}
      </g>
      <Line d={ways} tone="noised" width={1} opacity={0.55} />
      <Dots d={dots(cloudFrame, { data: now, dim: 2 })} tone="noised" size={3.4} opacity={0.9} />
      {Array.from({ length: watchedCount }, (_, i) => (
        <circle
          key={i}
          class="f-line tone-noised"
          cx={cloudFrame.x(now[2 * i])}
          cy={cloudFrame.y(now[2 * i + 1])}
          r={5}
          stroke-width={1.5}
        />
      ))}
      <path class="f-line tone-data" d={`M${x - 8},${y}h16M${x},${y - 8}v16`} stroke-width={1.5} />
    </Panel>
  );
}

export function PlacePanel({ s, place }: { readonly s: LatentMapSettings; readonly place: Place }) {
  const href = useMemo(() => pixels(place.grey, digitSide, ink), [place]);
  return (
    <Panel
      frame={{ width: digitSide, height: digitSide }}
      border
      title="The place, decoded"
      tone="data"
      readout={placeText(s)}
      label={`What the decoder makes of the code ${placeText(s)}`}
    >
      <Picture href={href} width={digitSide} />
    </Panel>
  );
}

export function MovingPanel({ s, moving }: { readonly s: LatentMapSettings; readonly moving: Moving }) {
  const href = useMemo(() => mosaic(moving.grey, { side: digitSide, across: watchedCount, ...ink }).href, [moving]);
  const width = watchedCount * digitSide;
  return (
    <Panel
      frame={{ width, height: digitSide }}
      border
      title="The ringed points, decoded where they are"
      tone="noised"
      term="xt"
      readout={timeText(s)}
      label={`What the decoder makes of ${watchedCount} of the moving points; ${timeText(s)}`}
    >
      <Picture href={href} width={width} height={digitSide} />
    </Panel>
  );
}
