/** The four views of one curve: what is drawn, and what pulling a knot there does to its log-SNR. */
import { monotoneCubic } from '../../../src/core/schedule/monotone';
import type { Knot, Schedule } from '../../../src/core/schedule/index';
import { fixed, frame, significant, ticks, type Frame, type Tick } from '../../../src/picture/index';

export const views = ['alphabar', 'beta', 'snr', 'logsnr'] as const;
export type View = (typeof views)[number];

/** Log-SNR on show, either way. */
const most = 12;

/** Digits in the row under the axis: a little narrower than the eighth of the axis that each has. */
export const digitSize = 32;
/** Room above and below an axis that begins at 0, so that knots at its ends lie inside. */
const room = 0.035;
/** A little room before t = 0, so that the first knot does not lie on the axis' numbers. */
const shape = {
  width: 360,
  height: 300,
  margin: { left: 34, right: 14, top: 24, bottom: 76 },
  x: [-0.045, 1.02],
} as const;

interface ViewOf {
  /** On the button. */
  readonly name: string;
  readonly symbol: string;
  /** Along the axis. */
  readonly axis: string;
  /** `data-term` of the symbol. */
  readonly term: string;
}

export const viewOf: Readonly<Record<View, ViewOf>> = {
  alphabar: { name: 'signal ᾱ', symbol: 'ᾱ', axis: 'ᾱ, the share of signal', term: 'alphabar' },
  beta: { name: 'rate β', symbol: 'β', axis: 'β, noise added per time', term: 'beta' },
  snr: { name: 'SNR', symbol: 'SNR', axis: 'signal-to-noise ratio', term: 'snr' },
  logsnr: { name: 'log-SNR', symbol: 'λ', axis: 'λ, log-SNR', term: 'logsnr' },
};

/** Height of the schedule in a view, as its axis counts: SNR is drawn by its logarithm. */
export function height(view: View, schedule: Schedule, t: number): number {
  if (view === 'alphabar') return schedule.alpha(t) ** 2;
  return view === 'beta' ? schedule.diffusion(t) ** 2 : schedule.logSnr(t);
}

/** The number at a time, as the picture says it: `ᾱ = 0.42`. */
export function reading(view: View, schedule: Schedule, t: number): string {
  const h = height(view, schedule, t);
  const number = view === 'snr' ? significant(Math.exp(h), 2) : view === 'beta' ? significant(h, 3) : fixed(h, 2);
  return `${viewOf[view].symbol} = ${number}`;
}

/** The panel's frame. Only beta needs to know the curve: its axis is long enough for all but the last moments. */
export function viewFrame(view: View, schedule: Schedule): Frame {
  if (view === 'alphabar') return frame({ ...shape, y: roomy(1) });
  if (view !== 'beta') return frame({ ...shape, y: [-most, most] });
  let top = 0;
  for (let i = 0; i <= 45; i += 1) top = Math.max(top, height('beta', schedule, i / 50));
  const steps = [5, 10, 25, 50, 100, 200, 400];
  return frame({ ...shape, y: roomy(steps.find((step) => step >= 1.02 * top) ?? 400) });
}

function roomy(top: number): readonly [number, number] {
  return [-room * top, (1 + room) * top];
}

/** How far knots may be pulled: the frame, less the room around it. */
export function viewReach(view: View, { yDomain: [low, high] }: Frame): readonly [number, number] {
  return view === 'alphabar' || view === 'beta' ? [0, high / (1 + room)] : [low, high];
}

export function viewTicks(view: View, { yDomain }: Frame): readonly Tick[] {
  if (view === 'snr') return [-4, -2, 0, 2, 4].map((power) => ({ value: power * Math.LN10, label: powers[power] }));
  return view === 'alphabar'
    ? [
        { value: 0, label: '0' },
        { value: 0.5, label: '0.5' },
        { value: 1, label: '1' },
      ]
    : ticks(yDomain, 5);
}

const powers: Readonly<Record<number, string>> = { [-4]: '10⁻⁴', [-2]: '0.01', 0: '1', 2: '100', 4: '10⁴' };

/** Knots as the view shows them, on the curve and within reach. A preset's knots lie on the preset, not yet on the curve through them. */
export function shownKnots(view: View, knots: readonly Knot[], panel: Frame, preset: Schedule | null): readonly Knot[] {
  const [low, high] = viewReach(view, panel);
  const curve = view === 'beta' ? (preset ? (t: number) => height('beta', preset, t) : rate(knots)) : null;
  return knots.map(([t, logSnr]): Knot => {
    const h = curve ? curve(t) : view === 'alphabar' ? 1 / (1 + Math.exp(-logSnr)) : logSnr;
    return [t, Math.max(low, Math.min(high, h))];
  });
}

/**
 * The log-SNR knots after the reader changed what the view shows. `before` is what it showed of `knots`; one knot may
 * have moved, come or gone. The others keep their log-SNR to the last digit, except in the beta view, where pulling one
 * moment's noise up or down moves every later level. A change of what is no longer shown (another curve came in between) changes nothing.
 */
export function editedKnots(
  view: View,
  knots: readonly Knot[],
  before: readonly Knot[],
  after: readonly Knot[],
): readonly Knot[] {
  if (before.length !== knots.length) return knots;
  if (after.length < before.length) return knots.filter(([t]) => after.some(([kept]) => kept === t));
  const index = after.findIndex((knot, i) => !before[i] || knot[0] !== before[i][0] || knot[1] !== before[i][1]);
  if (index === -1) return knots;
  const [t, h] = after[index];
  const fresh = after.length > before.length;
  if (view !== 'beta') {
    const logSnr = view === 'alphabar' ? Math.max(-most, Math.min(most, Math.log(h / (1 - h)))) : h;
    return [...knots.slice(0, index), [t, logSnr], ...knots.slice(fresh ? index : index + 1)];
  }
  const on = curveOf(knots).at(t);
  const moved: readonly Knot[] = [...knots.slice(0, index), [t, on], ...knots.slice(fresh ? index : index + 1)];
  return fresh || h === before[index][1] ? moved : withRate(moved, index, h);
}

function curveOf(knots: readonly Knot[]) {
  return monotoneCubic(
    knots.map(([t]) => t),
    knots.map(([, logSnr]) => logSnr),
  );
}

/** beta(t) = -sigma^2 d(log-SNR)/dt along the curve through the knots, as the drawn schedule has it. */
function rate(knots: readonly Knot[]): (t: number) => number {
  const curve = curveOf(knots);
  return (t) => -curve.slope(t) / (1 + Math.exp(curve.at(t)));
}

/**
 * The knots with beta = `wanted` at one of them: the noise added on both sides of it, B = -ln(alpha^2), is scaled by the
 * factor that gives this rate (found by bisection), and every later level moves along.
 */
function withRate(knots: readonly Knot[], index: number, wanted: number): readonly Knot[] {
  const noise = knots.map(([, logSnr]) => Math.log1p(Math.exp(-logSnr)));
  const scaled = (factor: number): readonly Knot[] => {
    let total = noise[0];
    return knots.map(([t], i): Knot => {
      if (i > 0) total += (noise[i] - noise[i - 1]) * (i === index || i - 1 === index ? factor : 1);
      // Far out log-SNR is -B itself, and expm1 would overflow.
      return [t, total > 30 ? -total : -Math.log(Math.expm1(total))];
    });
  };
  let low = Math.log(1e-3);
  let high = Math.log(1e3);
  for (let k = 0; k < 40; k += 1) {
    const middle = (low + high) / 2;
    if (rate(scaled(Math.exp(middle)))(knots[index][0]) < wanted) low = middle;
    else high = middle;
  }
  return scaled(Math.exp((low + high) / 2)).map(([t, logSnr]): Knot => [t, Math.max(-most, Math.min(most, logSnr))]);
}
