/** Charges in a plane, their field in the space above it: a scene to turn. */
import { useMemo, useRef } from 'preact/hooks';
import {
  fixed,
  frame,
  scene,
  sceneCircle,
  sceneDome,
  sceneDots,
  sceneLines,
  type Frame,
  type Scene,
} from '../../../src/picture/index';
import { Dots, Label, Line, Panel } from '../index';
import { pointsAt } from '../../../src/core/electrostatics/descent';
import type { EditProps } from './edit';
import { Handles } from './Handles';
import { handlesOf } from './handles-of';
import { heightText, linesTitle, placeText, pointsText } from './labels';
import { cloudName, heightOf, pickedOf, placesOf, reach, tilts, type ChargesSettings } from './state';
import { coursesOf } from './work';

/** The furthest band of depth is as faint as this. */
const opacities = [0.3, 0.5, 0.75, 1] as const;

/** A frame about the dome and the ground in front of it. */
export function sceneFrame({ radius, tilt }: Pick<ChargesSettings, 'radius' | 'tilt'>): Frame {
  const below = radius * Math.sin((tilt * Math.PI) / 180);
  const half = 1.04 * Math.max(0.74 * radius, (radius + below) / 2);
  const middle = (radius - below) / 2;
  return frame({
    width: 760,
    height: 434,
    margin: { top: 6, right: 8, bottom: 6, left: 8 },
    x: [-radius, radius],
    y: [middle - half, middle + half],
    equal: true,
  });
}

export function ScenePanel({
  s,
  lines,
  edit,
  onTurn,
}: EditProps & { readonly onTurn: (turn: number, tilt: number) => void }) {
  const { radius, turn, tilt } = s;
  const view = useMemo(() => scene(sceneFrame(s), turn, tilt), [radius, turn, tilt]);
  const box = view.frame;
  const picked = pickedOf(s);
  const [others, own] = useMemo(() => {
    const courses = coursesOf(lines, picked);
    return [courses.others, courses.own].map((each) => sceneLines(view, each, radius));
  }, [lines, picked, view]);
  const z = heightOf(s);
  const points = useMemo(() => {
    const at = pointsAt(lines.descent, z);
    const rows = new Float64Array(3 * at.z.length);
    at.z.forEach((height, row) => rows.set([at.x.data[2 * row], at.x.data[2 * row + 1], height], 3 * row));
    return sceneDots(view, rows, radius);
  }, [lines, z, view]);
  const places = placesOf(s);
  const cloud = useMemo(() => {
    const rows = new Float64Array(cloudName(s) === null ? 0 : (places.length / 2) * 3);
    for (let i = 0; 3 * i < rows.length; i++) rows.set([places[2 * i], places[2 * i + 1]], 3 * i);
    return rows.length > 0 ? sceneDots(view, rows, radius) : [];
  }, [places, view]);
  const on = (index: number): readonly [number, number] => {
    const [x, y] = view.project(places[2 * index], places[2 * index + 1], 0);
    return [x, y];
  };
  const wide = Math.sqrt(Math.max(0, radius ** 2 - z ** 2));

  return (
    <Panel
      frame={box}
      interactive
      border={false}
      title={linesTitle(lines)}
      tone="exact"
      readout={pointsText(s, lines)}
      label={`${places.length / 2} charges in a plane and the lines of their field in the space above it, from a hemisphere of radius ${fixed(radius, 1)}, turned by ${fixed(turn, 0)} degrees and seen from ${fixed(tilt, 0)} degrees above`}
    >
      <Turner view={view} s={s} onTurn={onTurn} onAdd={(x, y) => edit.add(view.ground(x, y))} />
      <path class="ch-ground" d={sceneCircle(view, radius)} />
      <path class="ch-disc" d={sceneCircle(view, reach)} />
      <path class="ch-dome" d={sceneDome(view, radius)} />
      {opacities.map((opacity, band) => (
        <g key={band}>
          <Line d={others[band]} tone="exact" width={1} opacity={0.6 * opacity} />
          <Line d={own[band]} tone="exact" width={1.9} opacity={opacity} />
          <Dots d={points[band]} tone="noised" size={4 + 0.6 * band} opacity={opacity} />
        </g>
      ))}
      {s.down > 0 && s.down < 1 && (
        <>
          <path class="ch-level" d={sceneCircle(view, wide, z)} />
          <Label x={box.left + 4} y={box.top + 16} tone="noised">{`z = ${heightText(z)}`}</Label>
        </>
      )}
      {cloud.map((d, band) => (
        <Dots key={band} d={d} tone="data" size={2.5 + 0.4 * band} opacity={0.8 * opacities[band]} />
      ))}
      <Handles
        {...handlesOf(s, {
          frame: box,
          places: Array.from({ length: places.length / 2 }, (_, i) => on(i)),
          picked,
          value: (index) => places[2 * index],
          text: (index) => placeText(s, index),
          onMove: (index, x, y) => edit.move(index, ...view.ground(x, y)),
          onStep(index, right, up) {
            const [x, y] = scene(box, turn, 90).ground(box.x(right), box.y(up));
            edit.move(index, places[2 * index] + x, places[2 * index + 1] + y);
          },
          onPick: edit.pick,
          onAdd: (at) => edit.add(at && view.ground(...at)),
          onRemove: edit.remove,
        })}
      />
    </Panel>
  );
}

interface TurnerProps {
  readonly view: Scene;
  readonly s: ChargesSettings;
  readonly onTurn: (turn: number, tilt: number) => void;
  readonly onAdd: (x: number, y: number) => void;
}

const keys: Readonly<Record<string, readonly [turn: number, tilt: number]>> = {
  ArrowLeft: [5, 0],
  ArrowRight: [-5, 0],
  ArrowUp: [0, 5],
  ArrowDown: [0, -5],
};

/** Turns the scene under a drag on empty space, and by arrow keys. A finger that strokes up or down scrolls the page. */
function Turner({ view: { frame: box }, s, onTurn, onAdd }: TurnerProps) {
  const drag = useRef<{ readonly x: number; readonly y: number; readonly turn: number; readonly tilt: number } | null>(
    null,
  );
  return (
    <g
      class="f-point ch-turner"
      role="slider"
      tabIndex={0}
      aria-label="The scene, to turn"
      aria-valuemin={-180}
      aria-valuemax={180}
      aria-valuenow={Math.round(s.turn)}
      aria-valuetext={`turned by ${fixed(s.turn, 0)} degrees, seen from ${fixed(s.tilt, 0)} degrees above the plane`}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (!by) return;
        onTurn(s.turn + by[0], s.tilt + by[1]);
        event.preventDefault();
      }}
      onDblClick={(event) => {
        const svg = (event.currentTarget as SVGElement).ownerSVGElement?.getBoundingClientRect();
        if (svg)
          onAdd(
            ((event.clientX - svg.left) / svg.width) * box.width,
            ((event.clientY - svg.top) / svg.height) * box.height,
          );
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, turn: s.turn, tilt: s.tilt };
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (!from || !(event.currentTarget as Element).hasPointerCapture(event.pointerId)) return;
        onTurn(from.turn - 0.4 * (event.clientX - from.x), from.tilt + 0.3 * (event.clientY - from.y));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <rect class="f-surface" x={1} y={1} width={box.width - 2} height={box.height - 2} />
    </g>
  );
}

/** A turn as it travels in a link: within half a turn either way, and the eye above the plane. */
export function turned(turn: number, tilt: number): { readonly turn: number; readonly tilt: number } {
  const around = ((((turn + 180) % 360) + 360) % 360) - 180;
  return { turn: Math.round(around), tilt: Math.round(Math.max(tilts.min, Math.min(tilts.max, tilt))) };
}
