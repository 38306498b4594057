/** What the figure of posteriors in the plane is set to. No DOM here. */
import { methodNames, methods, type MethodName } from '../../../src/core/inverse/registry';
import { measurementNames, measurements, type MeasurementName } from '../../../src/core/inverse/experiment';
import { planeOperator, type PlaneSpec } from '../../../src/core/inverse/spec';
import { batch } from '../../../src/core/batch';
import { choice, nested, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { squareFrame } from '../../../src/picture/index';

/** Half a side of the square that is shown. */
export const extent = 3;
export const square = squareFrame(extent);
export const mostLanes = 4;

export const posteriorPlane = schema({
  measurement: choice(measurementNames, 'line'),
  /** Of the line, in degrees from the first axis. */
  angle: number(25, { min: 0, max: 175, integer: true }),
  /** Its standard deviation. */
  noise: number(0.3, { min: 0.05, max: 1 }),
  /** The place that gives the measured value. */
  x: number(1, { min: -extent, max: extent }),
  y: number(0.6, { min: -extent, max: extent }),
  methods: nested<readonly MethodName[]>(['replacement', 'ddnm', 'dps', 'twisted'], parseMethods),
  steps: number(40, { min: 5, max: 120, integer: true }),
  particles: number(16, { min: 1, max: 48, integer: true }),
  /** Free numbers of the methods: see `freeOf`. */
  visits: number(5, { min: 1, max: 12, integer: true }),
  eta: number(0.85, { min: 0, max: 1 }),
  zeta: number(0.4, { min: 0, max: 2 }),
  deviation: number(1, { min: 0.1, max: 2 }),
  seed: seed(7),
});

export type PlaneSettings = SettingsOf<typeof posteriorPlane>;

/** The free number of a method, as it is set. */
export function freeOf(method: MethodName, s: PlaneSettings): number {
  switch (method) {
    case 'replacement':
      return 1;
    case 'repaint':
      return s.visits;
    case 'ddrm':
    case 'ddnm':
      return s.eta;
    case 'dps':
      return s.zeta;
    case 'pigdm':
    case 'twisted':
      return s.deviation;
  }
}

/** What is measured. */
export function specOf({ measurement, angle }: Pick<PlaneSettings, 'measurement' | 'angle'>): PlaneSpec {
  return measurement === 'line' ? { kind: 'line', angle: (angle * Math.PI) / 180 } : measurements[measurement];
}

/** The measured value: what the place gives without noise. */
export function valueOf(s: PlaneSettings): readonly number[] {
  return Array.from(planeOperator(specOf(s)).apply(batch([s.x, s.y], 2)).data);
}

/** What the truth follows from. The place counts by the value that it gives. */
export function truthKey(s: PlaneSettings): string {
  return [s.measurement, s.measurement === 'line' ? s.angle : '', s.noise, ...valueOf(s).map((v) => v.toFixed(4))].join(
    ' ',
  );
}

/** What a method's samples follow from. */
export function laneKey(method: MethodName, s: PlaneSettings, steps = s.steps): string {
  const { particles } = methods[method];
  return [truthKey(s), method, steps, freeOf(method, s), particles ? s.particles : '', s.seed].join(' ');
}

/** What all that is computed follows from. */
export function planeKey(s: PlaneSettings): string {
  return [truthKey(s), ...s.methods.map((method) => laneKey(method, s))].join(' | ');
}

/** The lanes after the reader chose `name` (or none) for one of them: nobody stands twice, somebody stands. */
export function withLane(lanes: readonly MethodName[], lane: number, name: MethodName | 'none'): readonly MethodName[] {
  if (name === 'none') return lanes.length > 1 ? lanes.filter((_, i) => i !== lane) : lanes;
  const there = lanes.indexOf(name);
  if (there >= 0 && lane < lanes.length) {
    return lanes.map((one, i) => (i === lane ? name : i === there ? lanes[lane] : one));
  }
  if (there >= 0) return lanes;
  return lane < lanes.length ? lanes.map((one, i) => (i === lane ? name : one)) : [...lanes, name].slice(0, mostLanes);
}

function parseMethods(value: unknown): readonly MethodName[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  if (names.length < 1 || names.length > mostLanes) throw new RangeError(`expected 1 to ${mostLanes} names of methods`);
  const found = names.map((name) => {
    const one = methodNames.find((known) => known === name);
    if (one === undefined) {
      throw new RangeError(`unknown method ${String(name).slice(0, 40)} (expected ${methodNames.join(', ')})`);
    }
    return one;
  });
  return [...new Set(found)];
}

export type { MeasurementName, MethodName };
