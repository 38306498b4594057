/** The plane, the picture at a place in it, and the ways from one end to the other. */
import { useMemo } from 'preact/hooks';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { mosaic, pixels, squareFrame } from '../../../src/picture/index';
import { Panel, Picture } from '../index';
import { PointLayer } from '../PointLayer';
import { mapNames, placeText, stripText, stripTitle, waitText } from './labels';
import { extent, stripCount, tiles, type LatentWalkSettings } from './state';
import type { Drawn, Plane, Way } from './work';

const plane = squareFrame(extent, tiles * digitSide * 1.5, 0);
/** Deviations that an arrow key moves. */
const move = 0.1;
const ink = { paper: 0, ink: 255 } as const;
const tones = { gan: 'generator', diffusion: 'model' } as const;

export function PlanePanel({
  s,
  shown,
  onPoint,
}: {
  readonly s: LatentWalkSettings;
  readonly shown: Plane;
  readonly onPoint: (x: number, y: number) => void;
}) {
  const href = useMemo(() => mosaic(shown.tiles, { side: digitSide, across: tiles, ...ink }).href, [shown.tiles]);
  const within = (v: number) => Math.max(-extent, Math.min(extent, v));
  const [x, y] = [plane.x(s.x), plane.y(s.y)];
  return (
    <Panel
      frame={plane}
      interactive
      border
      title={`A plane of codes, by ${mapNames[s.map]}`}
      tone={tones[s.map]}
      readout={placeText(s)}
      label={`Digits at ${tiles * tiles} places of the plane, and the place that is chosen`}
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

export function PlacePanel({ which, drawn }: { readonly which: 'gan' | 'diffusion'; readonly drawn: Drawn }) {
  const href = useMemo(() => pixels(drawn.grey, digitSide, ink), [drawn.grey]);
  return (
    <Panel
      frame={{ width: digitSide, height: digitSide }}
      border
      title={which === 'gan' ? 'The GAN there' : 'Diffusion there'}
      tone={tones[which]}
      term={which === 'gan' ? 'generator' : 'xhat'}
      readout={waitText(drawn, which)}
      label={`The digit that ${which === 'gan' ? 'the generator' : 'the diffusion model'} draws at this place`}
    >
      <Picture href={href} width={digitSide} />
    </Panel>
  );
}

const gap = 10;

export function StripPanel({
  which,
  s,
  way,
}: {
  readonly which: 'gan' | 'diffusion';
  readonly s: LatentWalkSettings;
  readonly way: Way;
}) {
  const strip = way[which],
    real = way.real.length > 0;
  const href = useMemo(
    () => (strip.grey.length > 0 ? mosaic(strip.grey, { side: digitSide, across: stripCount, ...ink }).href : null),
    [strip.grey],
  );
  const ends = useMemo(
    () =>
      real
        ? [way.real.subarray(0, digitPixels), way.real.subarray(digitPixels)].map((grey) =>
            pixels(grey, digitSide, ink),
          )
        : [],
    [way.real],
  );
  const left = real ? digitSide + gap : 0,
    width = stripCount * digitSide;
  const last = left + width + gap;
  return (
    <Panel
      frame={{ width: real ? last + digitSide : width, height: digitSide }}
      border={false}
      title={stripTitle(which, s)}
      tone={tones[which]}
      readout={stripText(strip, way.errors[which === 'gan' ? 0 : 1])}
      label={`${stripCount} digits of the ${which === 'gan' ? 'generator' : 'diffusion model'} from one end to the other${real ? ', the two real digits outside' : ''}`}
    >
      {href && <Picture href={href} x={left} width={width} height={digitSide} />}
      <path class="f-rule" d={`M${left},0h${width}v${digitSide}h${-width}z`} stroke-width={0.5} />
      {ends.map((end, i) => (
        <>
          <Picture key={`p${i}`} href={end} x={i === 0 ? 0 : last} width={digitSide} />
          <path
            key={`b${i}`}
            class="f-line tone-data"
            d={`M${i === 0 ? 0.5 : last + 0.5},0.5h${digitSide - 1}v${digitSide - 1}h${1 - digitSide}z`}
            stroke-width={1}
          />
        </>
      ))}
    </Panel>
  );
}
