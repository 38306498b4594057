import { describe, it } from 'vitest';
import { batch } from '../../src/core/batch';
import { normalBatch, random } from '../../src/core/random';
import { area } from '../../src/picture/area';
import { arrows } from '../../src/picture/arrows';
import { contours } from '../../src/picture/contour';
import { densityGrid, massLevels } from '../../src/picture/density';
import { dots } from '../../src/picture/dots';
import { frame, squareFrame } from '../../src/picture/frame';
import { gridOf, gridOver, gridPoints } from '../../src/picture/grid';
import { bars, histogram } from '../../src/picture/histogram';
import { line, plot, segments, trails } from '../../src/picture/line';
import { expectGolden, stroke, svg } from './golden';

const wide = frame({
  width: 340,
  height: 200,
  margin: { top: 10, right: 10, bottom: 24, left: 30 },
  x: [0, 1],
  y: [0, 1],
});
const square = squareFrame(3, 200);
const cloud = normalBatch(60, 2, random(7));

describe('golden pictures', () => {
  it('a cloud of dots, points outside left out', () => {
    const far = batch([...cloud.data, 9, 0, NaN, 1], 2);
    expectGolden(
      'dots',
      svg(200, 200, [stroke(dots(square, far), 'stroke="black" stroke-width="3" stroke-linecap="round"')]),
    );
  });

  it('lines: straight, monotone, steps, a graph, a gap', () => {
    const xs = [0, 0.2, 0.4, 0.6, 0.8, 1];
    const ys = [1, 0.9, 0.3, NaN, 0.2, 0];
    expectGolden(
      'lines',
      svg(340, 200, [
        stroke(line(wide, xs, ys)),
        stroke(line(wide, xs, [1, 0.9, 0.5, 0.4, 0.2, 0], { curve: 'monotone' })),
        stroke(line(wide, xs, [0, 0.1, 0.2, 0.4, 0.2, 0], { curve: 'step' })),
        stroke(plot(wide, (t) => Math.cos((t * Math.PI) / 2) ** 2, { n: 12 })),
      ]),
    );
  });

  it('regions and bars', () => {
    const xs = [0, 0.25, 0.5, 0.75, 1];
    const h = histogram(
      cloud.data.map((v) => 0.5 + v / 6),
      { domain: [0, 1], bins: 10 },
    );
    const tall = frame({ width: 340, height: 200, margin: 10, x: [0, 1], y: [0, 4] });
    expectGolden(
      'areas',
      svg(340, 200, [
        stroke(area(wide, xs, [0.2, 0.4, 0.5, 0.3, 0.2], { base: [0.1, 0.2, 0.2, 0.2, 0.1] }), 'opacity="0.3"'),
        stroke(bars(tall, h), 'opacity="0.3"'),
      ]),
    );
  });

  it('contours of a function and of a cloud', () => {
    const bump = gridOf(gridOver(square, 24), (x, y) => Math.exp(-0.5 * (x * x + (y - 1) * (y - 1))));
    const density = densityGrid(cloud, gridOver(square, 24), 0.4);
    expectGolden(
      'contours',
      svg(200, 200, [
        ...contours(square, bump, [0.2, 0.6]).map(({ d }) => stroke(d)),
        ...contours(square, density, massLevels(density, [0.9, 0.5])).map(({ d }) => stroke(d, 'opacity="0.2"')),
      ]),
    );
  });

  it('arrows, segments and trails', () => {
    const at = gridPoints(gridOver(square, 5));
    const inward = batch(
      at.data.map((v) => -v / 2),
      2,
    );
    const half = batch(
      at.data.map((v) => v / 2),
      2,
    );
    expectGolden(
      'arrows',
      svg(200, 200, [
        stroke(arrows(square, at, inward)),
        stroke(segments(square, at, half), 'stroke="grey" stroke-dasharray="2 2"'),
        stroke(trails(square, [at, half, batch(new Float64Array(at.data.length), 2)], 4)),
      ]),
    );
  });
});
