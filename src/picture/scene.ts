import type { Frame } from './frame';
import { px } from './round';
import { thread } from './thread';

/** Space seen from afar: parallel rays, so that equal lengths stay equal wherever they are. */
export interface Scene {
  readonly frame: Frame;
  /** A place as user units, and how near it is: in data units towards the eye, from the origin. */
  project(x: number, y: number, z: number): readonly [x: number, y: number, near: number];
  /** The place of the plane z = 0 under a place of the picture. */
  ground(x: number, y: number): readonly [x: number, y: number];
}

/**
 * `turn`: degrees about the z axis, the scene goes to the left as it grows; `tilt`: degrees of the eye above the plane z = 0, more than 0. The frame must be `equal`; its
 * origin is the scene's.
 */
export function scene(frame: Frame, turn: number, tilt: number): Scene {
  const [a, e] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
  return {
    frame,
    project(x, y, z) {
      const right = x * ca + y * sa;
      const away = y * ca - x * sa;
      return [frame.x(right), frame.y(z * ce + away * se), z * se - away * ce];
    },
    ground(x, y) {
      const right = frame.invertX(x);
      const away = frame.invertY(y) / se;
      return [right * ca - away * sa, right * sa + away * ca];
    },
  };
}

/** A line in space: x, y, z one after the other. */
export type Course = ArrayLike<number>;

/** Lines in space as one path for each band of depth, the furthest first. `span`: depths from -span to span are divided into `bands`. */
export function sceneLines(view: Scene, courses: readonly Course[], span: number, bands = 4): readonly string[] {
  const paths = new Array<string>(bands).fill('');
  for (const course of courses) {
    let [xs, ys]: [number[], number[]] = [[], []];
    let [band, before] = [-1, -1];
    const end = () => {
      if (band >= 0) paths[band] += thread(xs, ys);
    };
    for (let i = 0; i < course.length; i += 3) {
      const [x, y, near] = view.project(course[i], course[i + 1], course[i + 2]);
      before = band;
      band = bandOf(near, span, bands);
      if (band !== before && xs.length > 0) {
        // The piece between two bands belongs to the one that it leaves.
        [xs, ys] = [
          [...xs, x],
          [...ys, y],
        ];
        paths[before] += thread(xs, ys);
        [xs, ys] = [[], []];
      }
      xs.push(x);
      ys.push(y);
    }
    end();
  }
  return paths;
}

/** Points in space as dots, one path for each band of depth, the furthest first. */
export function sceneDots(view: Scene, points: Course, span: number, bands = 4): readonly string[] {
  const paths = new Array<string>(bands).fill('');
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, near] = view.project(points[i], points[i + 1], points[i + 2]);
    paths[bandOf(near, span, bands)] += `M${px(x)},${px(y)}h0`;
  }
  return paths;
}

/** A circle about the z axis at a height, as a path. */
export function sceneCircle(view: Scene, radius: number, z = 0, n = 96): string {
  const around = Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * i) / n;
    const [x, y] = view.project(radius * Math.cos(angle), radius * Math.sin(angle), z);
    return `${px(x)},${px(y)}`;
  });
  return `M${around.join('L')}Z`;
}

/** The outline of a hemisphere on the plane z = 0: of a sphere one sees a circle, and what is above the plane is its upper half. */
export function sceneDome(view: Scene, radius: number): string {
  const { frame } = view;
  const r = px(Math.abs(frame.x(radius) - frame.x(0)));
  return `M${px(frame.x(-radius))},${px(frame.y(0))}A${r},${r} 0 0 1 ${px(frame.x(radius))},${px(frame.y(0))}`;
}

function bandOf(near: number, span: number, bands: number): number {
  return Math.max(0, Math.min(bands - 1, Math.floor(((near / span + 1) / 2) * bands)));
}
