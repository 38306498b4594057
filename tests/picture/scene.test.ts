import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame } from '../../src/picture/frame';
import { scene, sceneCircle, sceneDome, sceneDots, sceneLines } from '../../src/picture/scene';
import { thread } from '../../src/picture/thread';

const box = frame({ width: 400, height: 400, x: [-2, 2], y: [-2, 2], equal: true });
const numbers = (d: string) => (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
const angles = [fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 5, max: 90, noNaN: true })] as const;
const place = fc.double({ min: -2, max: 2, noNaN: true });

describe('a scene', () => {
  it('from above is a map, from the side an elevation, and a turn carries x into the depth', () => {
    const above = scene(box, 0, 90).project(0.5, 1, 0.7);
    [250, 100, 0.7].forEach((each, i) => expect(above[i]).toBeCloseTo(each, 9));
    const aside = scene(box, 0, 1e-9).project(0.5, 1, 0.7);
    [250, 130, -1].forEach((each, i) => expect(aside[i]).toBeCloseTo(each, 6));
    const turned = scene(box, 90, 1e-9).project(1, 0, 0);
    [200, 200, 1].forEach((each, i) => expect(turned[i]).toBeCloseTo(each, 6));
  });

  it('keeps lengths: the picture and the depth together are a rotation', () => {
    fc.assert(
      fc.property(...angles, place, place, place, (turn, tilt, x, y, z) => {
        const [px, py, near] = scene(box, turn, tilt).project(x, y, z);
        expect(Math.hypot(box.invertX(px), box.invertY(py), near)).toBeCloseTo(Math.hypot(x, y, z), 9);
      }),
    );
  });

  it('finds the place of the ground under a place of the picture', () => {
    fc.assert(
      fc.property(...angles, place, place, (turn, tilt, x, y) => {
        const view = scene(box, turn, tilt);
        const [px, py] = view.project(x, y, 0);
        const [back, up] = view.ground(px, py);
        expect(back).toBeCloseTo(x, 7);
        expect(up).toBeCloseTo(y, 7);
      }),
    );
  });

  it('puts every point into the band of its depth, and gives each piece of a line to one', () => {
    const view = scene(box, 0, 1e-9);
    // Away from the eye is along y.
    const courses = [[0, 1, 0, 0, -1, 1]];
    expect(sceneDots(view, courses[0], 1, 2).map((d) => numbers(d).length)).toEqual([3, 3]);
    const lines = sceneLines(view, [[0, 1, 0, 0.5, 0.5, 0, 0.5, -0.5, 1, 1, -1, 1]], 1, 2);
    expect(lines).toEqual(['M200,200L250,200L250,100', 'M250,100L300,100']);
    expect(sceneLines(view, [], 1)).toEqual(['', '', '', '']);
  });

  it('outlines a hemisphere: all of it lies within the outline and the circle of its foot', () => {
    const view = scene(box, 33, 25);
    const [x0, y0, r, , , , , x1, y1] = numbers(sceneDome(view, 1.5));
    expect([x0, y0, r, x1, y1]).toEqual([50, 200, 150, 350, 200]);
    let highest = 0;
    for (let i = 0; i < 400; i++) {
      const [u, a] = [(i % 20) / 20, i];
      const flat = 1.5 * Math.sqrt(1 - u * u);
      const [x, y] = view.project(flat * Math.cos(a), flat * Math.sin(a), 1.5 * u);
      highest = Math.max(highest, Math.hypot(x - 200, y - 200));
    }
    expect(highest).toBeLessThanOrEqual(150 + 1e-9);
    expect(highest).toBeGreaterThan(147);
    const foot = numbers(sceneCircle(view, 1.5));
    const [right, lowest] = [0, 1].map((odd) => Math.max(...foot.filter((_, i) => i % 2 === odd)));
    expect(Math.abs(right - 350)).toBeLessThan(0.3);
    expect(Math.abs(lowest - 200 - 150 * Math.sin((25 * Math.PI) / 180))).toBeLessThan(0.3);
  });
});

describe('a thread', () => {
  it('leaves out what lies on the way, and nothing else', () => {
    expect(thread([0, 1, 2, 3], [0, 0, 0, 0])).toBe('M0,0L3,0');
    expect(thread([0, 1, 2, 3], [0, 0, 5, 5])).toBe('M0,0L1,0L2,5L3,5');
    // There and back again.
    expect(thread([0, 5, 2], [0, 0, 0])).toBe('M0,0L5,0L2,0');
    expect(thread([1, 1, 1], [2, 2, 2])).toBe('M1,2');
    expect(thread([0, 1, NaN, 3, 4], [0, 1, 0, 0, 1])).toBe('M0,0L1,1M3,0L4,1');
    expect(thread([], [])).toBe('');
  });

  it('is never further from a point than it may be', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 40 }), (steps) => {
        const [xs, ys]: [number[], number[]] = [[], []];
        steps.forEach(([dx, dy], i) => {
          xs.push((xs[i - 1] ?? 0) + dx);
          ys.push((ys[i - 1] ?? 0) + dy);
        });
        const kept = numbers(thread(xs, ys, 0.5));
        xs.forEach((x, i) => {
          let nearest = Infinity;
          for (let k = 0; k + 3 < Math.max(4, kept.length); k += 2) {
            const [ax, ay, bx = ax, by = ay] = kept.slice(k, k + 4);
            const length = (bx - ax) ** 2 + (by - ay) ** 2;
            const t =
              length > 0 ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (ys[i] - ay) * (by - ay)) / length)) : 0;
            nearest = Math.min(nearest, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - ys[i]));
          }
          expect(nearest).toBeLessThan(0.53);
        });
      }),
    );
  });
});
