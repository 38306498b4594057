/** Words of the figure of posteriors, all made from its state. */
import type { Judged } from '../../../src/core/inverse/plane';
import { methods } from '../../../src/core/inverse/registry';
import { energyDistanceText, fixed, significant } from '../../../src/picture/numbers';
import { freeOf, valueOf, type MeasurementName, type MethodName, type PlaneSettings } from './state';
import { floorNow, laneNow, running, sampleCount, type Floor, type Lane, type Shown } from './work';

export const measurementLabels: Readonly<Record<MeasurementName, string>> = {
  coordinate: 'one coordinate',
  line: 'a rotated line',
  blur: 'a blurred point',
  ring: 'a ring',
};

/** What y is. */
export function measuredText(s: PlaneSettings): string {
  switch (s.measurement) {
    case 'coordinate':
      return 'the first coordinate';
    case 'line':
      return `the place along a line at ${s.angle}°`;
    case 'blur':
      return 'both coordinates, each mixed with 40\u00a0% of the other';
    case 'ring':
      return 'the distance from a point';
  }
}

export const valueText = (s: PlaneSettings): string =>
  `y = ${valueOf(s)
    .map((v) => fixed(v))
    .join(', ')}`;

/** How a method's free number is called, and what it is. */
export function freeText(method: MethodName, s: PlaneSettings): string {
  const free = freeOf(method, s);
  switch (method) {
    case 'replacement':
      return '';
    case 'repaint':
      return `${free} visits`;
    case 'ddrm':
    case 'ddnm':
      return `η = ${fixed(free)}`;
    case 'dps':
      return `step ζ = ${fixed(free)}`;
    case 'pigdm':
      return `data of deviation ${fixed(free)}`;
    case 'twisted':
      return `${s.particles} ${s.particles === 1 ? 'particle' : 'particles'} a sample`;
  }
}

/** Deviations of true samples' own numbers beyond which it is no chance. */
const beyond = 3;

/** In what a method's samples differ from the truth more than sets of true samples do. */
export function faults(judged: Judged, floor: Floor): readonly string[] {
  const off = (key: keyof Judged) => (judged[key] - floor[key].mean) / floor[key].deviation;
  return [
    ...(off('spread') < -beyond ? ['too narrow'] : off('spread') > beyond ? ['too wide'] : []),
    ...(off('residual') > beyond
      ? ['off the measurement']
      : off('residual') < -beyond
        ? ['too close to the measurement']
        : []),
  ];
}

/** What is to be said of a lane: its faults; at a distance, or not told from the truth. */
export function verdict(judged: Judged, floor: Floor): string {
  const found = faults(judged, floor);
  if (found.length > 0) return found.join(', ');
  return judged.distance > floor.distance.mean + beyond * floor.distance.deviation
    ? 'differently placed'
    : 'as true samples';
}

export function laneText(lane: Lane | null, floor: Floor | null): string {
  if (!lane) return 'being computed';
  return `${energyDistanceText(lane.judged.distance)}${floor ? `; ${verdict(lane.judged, floor)}` : ''}`;
}

export const undefinedText = (method: MethodName): string => `${methods[method].label} needs a linear measurement`;

/** A deviation with its mean. */
export const withDeviation = ({ mean, deviation }: { readonly mean: number; readonly deviation: number }, digits = 2) =>
  `${significant(mean, digits)} ± ${significant(deviation, 1)}`;

export function summary(s: PlaneSettings, shown: Shown): string {
  const floor = floorNow(s, shown);
  const head = `Measured: ${measuredText(s)}, ${valueText(s)}, with noise of deviation ${fixed(s.noise)}. The data is a ring of eight Gaussians.`;
  if (!floor) return `${head} The true posterior is being computed.`;
  const told = running(s).flatMap((method) => {
    const lane = laneNow(method, s, shown);
    if (!lane) return [];
    const { distance, spread, residual } = lane.judged;
    return `${methods[method].label}, ${lane.evaluations} evaluations a sample: ${energyDistanceText(distance)}, spread ${fixed(spread)} of the truth’s, ${fixed(residual)} deviations off the measurement; ${verdict(lane.judged, floor)}.`;
  });
  const left = s.methods.filter((method) => !running(s).includes(method)).map((method) => `${undefinedText(method)}.`);
  return `${head} As many true samples, ${sampleCount}, are at ${withDeviation(floor.distance)} on average. ${[...told, ...left].join(' ')}`;
}
