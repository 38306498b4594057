/** Charges on a line, their field in the half plane above it. */
import { useMemo } from 'preact/hooks';
import { batch } from '../../../src/core/batch';
import { dots, fixed, frame, thread, type Frame } from '../../../src/picture/index';
import { Axes, Dots, Label, Line, Panel } from '../index';
import { pointsAt } from '../../../src/core/electrostatics/descent';
import type { EditProps } from './edit';
import { Handles } from './Handles';
import { handlesOf } from './handles-of';
import { heightText, linesTitle, placeText, pointsText } from './labels';
import { cloudName, heightOf, pickedOf, placesOf } from './state';
import { coursesOf } from './work';

export function lineFrame(radius: number): Frame {
  return frame({
    width: 760,
    height: 434,
    margin: { top: 12, right: 20, bottom: 58, left: 20 },
    x: [-radius, radius],
    y: [0, radius],
    equal: true,
  });
}

export function LinePanel({ s, lines, edit }: EditProps) {
  const box = useMemo(() => lineFrame(s.radius), [s.radius]);
  // `equal` lets the half plane begin below the plate where there is room: the plate is at z = 0.
  const plate = box.y(0);
  const picked = pickedOf(s);
  const [others, own] = useMemo(() => {
    const courses = coursesOf(lines, picked);
    return [courses.others, courses.own].map((each) =>
      each
        .map((course) =>
          thread(
            course.filter((_, i) => i % 2 === 0).map((x) => box.x(x)),
            course.filter((_, i) => i % 2 === 1).map((z) => box.y(z)),
          ),
        )
        .join(''),
    );
  }, [lines, picked, box]);
  const z = heightOf(s);
  const points = useMemo(() => {
    const at = pointsAt(lines.descent, z);
    const rows = new Float64Array(2 * at.z.length);
    at.z.forEach((height, row) => rows.set([at.x.data[row], height], 2 * row));
    return dots(box, { data: rows, dim: 2 });
  }, [lines, z, box]);
  const places = placesOf(s).filter((_, i) => i % 2 === 0);
  const cloud = useMemo(
    () =>
      cloudName(s) === null
        ? ''
        : dots(
            box,
            batch(
              places.flatMap((x) => [x, 0]),
              2,
            ),
          ),
    [placesOf(s), box],
  );
  const wide = Math.sqrt(Math.max(0, s.radius ** 2 - z ** 2));
  const edge = box.x(s.radius) - box.x(0);

  return (
    <Panel
      frame={box}
      interactive
      border={false}
      title={linesTitle(lines)}
      tone="exact"
      readout={pointsText(s, lines)}
      label={`${places.length} charges on a line and the lines of their field in the half plane above it, from a half circle of radius ${fixed(s.radius, 1)}`}
    >
      <g class="ch-axis">
        <Axes
          frame={{ ...box, bottom: plate }}
          x={{ label: 'x, the data’s own line', grid: false, count: 7 }}
          y={false}
        />
      </g>
      <path class="ch-dome" d={`M${box.x(-s.radius)},${plate}A${edge},${edge} 0 0 1 ${box.x(s.radius)},${plate}`} />
      <Line d={others} tone="exact" width={1} opacity={0.55} />
      <Line d={own} tone="exact" width={1.9} />
      <path class="ch-plate" d={`M${box.left},${plate}H${box.right}`} />
      {s.down > 0 && s.down < 1 && (
        <>
          <path class="ch-level" d={`M${box.x(-wide)},${box.y(z)}H${box.x(wide)}`} />
          {wide < 0.86 * s.radius && (
            <Label x={box.x(wide) + 8} y={box.y(z) + 4} tone="noised">{`z = ${heightText(z)}`}</Label>
          )}
        </>
      )}
      <Dots d={points} tone="noised" size={5.5} opacity={0.9} />
      {cloud && <Dots d={cloud} tone="data" size={3} opacity={0.45} />}
      <Handles
        {...handlesOf(s, {
          surface: true,
          frame: box,
          places: places.map((x) => [box.x(x), plate] as const),
          picked,
          value: (index) => places[index],
          text: (index) => placeText(s, index),
          onMove: (index, x) => edit.move(index, box.invertX(x), placesOf(s)[2 * index + 1]),
          onStep: (index, right) => edit.move(index, places[index] + right, placesOf(s)[2 * index + 1]),
          onPick: edit.pick,
          onAdd: (at) => edit.add(at && [box.invertX(at[0]), 0]),
          onRemove: edit.remove,
        })}
      />
    </Panel>
  );
}
