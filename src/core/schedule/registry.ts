import { cosine } from './cosine';
import { drawn } from './drawn';
import { edm } from './edm';
import { flow } from './flow';
import { linear } from './linear';
import { scaledLinear } from './scaled-linear';
import type { Schedule, ScheduleSpec } from './schedule';
import { shifted } from './shifted';
import { sigmoid } from './sigmoid';
import { subVp } from './sub-vp';
import { ve } from './ve';
import { zeroTerminal } from './zero-terminal-snr';

/** The schedules of this book, in the order menus show them, each with its usual settings. */
export const scheduleDefaults: { readonly [K in ScheduleSpec['kind']]: Extract<ScheduleSpec, { kind: K }> } = {
  linear: { kind: 'linear', betaMin: 0.1, betaMax: 20 },
  'scaled-linear': { kind: 'scaled-linear', betaMin: 0.85, betaMax: 12 },
  cosine: { kind: 'cosine', s: 0.008 },
  sigmoid: { kind: 'sigmoid', start: -3, end: 3, tau: 1 },
  drawn: {
    kind: 'drawn',
    knots: [
      [0, 10],
      [0.1, 3.7],
      [0.5, 0],
      [0.9, -3.7],
      [1, -10],
    ],
  },
  'sub-vp': { kind: 'sub-vp', betaMin: 0.1, betaMax: 20 },
  ve: { kind: 've', sigmaMin: 0.01, sigmaMax: 50 },
  edm: { kind: 'edm', sigmaMin: 0.002, sigmaMax: 80, rho: 7 },
  flow: { kind: 'flow' },
  'zero-terminal-snr': { kind: 'zero-terminal-snr', base: { kind: 'scaled-linear', betaMin: 0.85, betaMax: 12 } },
  shifted: { kind: 'shifted', base: { kind: 'cosine', s: 0.008 }, reference: 64, size: 256 },
};

export const scheduleKinds = Object.keys(scheduleDefaults) as readonly ScheduleSpec['kind'][];

/** The schedule of a spec. Throws `RangeError` for settings from which nothing can be sampled. */
export function makeSchedule(spec: ScheduleSpec): Schedule {
  switch (spec.kind) {
    case 'linear':
      return linear(spec);
    case 'scaled-linear':
      return scaledLinear(spec);
    case 'cosine':
      return cosine(spec);
    case 'sigmoid':
      return sigmoid(spec);
    case 'drawn':
      return drawn(spec);
    case 'sub-vp':
      return subVp(spec);
    case 've':
      return ve(spec);
    case 'edm':
      return edm(spec);
    case 'flow':
      return flow();
    case 'zero-terminal-snr':
      return zeroTerminal(makeSchedule(spec.base));
    case 'shifted':
      return shifted(makeSchedule(spec.base), spec);
  }
}

/** What a menu or a caption calls it: `linear, β from 0.1 to 20`. */
export function scheduleLabel(spec: ScheduleSpec): string {
  switch (spec.kind) {
    case 'linear':
    case 'scaled-linear':
      return `${spec.kind}, β from ${spec.betaMin} to ${spec.betaMax}`;
    case 'cosine':
      return `cosine, s = ${spec.s}`;
    case 'sigmoid':
      return `sigmoid from ${spec.start} to ${spec.end}, τ = ${spec.tau}`;
    case 'drawn':
      return `drawn through ${spec.knots.length} points`;
    case 'sub-vp':
      return `sub-VP, β from ${spec.betaMin} to ${spec.betaMax}`;
    case 've':
      return `VE, σ from ${spec.sigmaMin} to ${spec.sigmaMax}`;
    case 'edm':
      return `EDM, σ from ${spec.sigmaMin} to ${spec.sigmaMax}, ρ = ${spec.rho}`;
    case 'flow':
      return 'flow, straight lines';
    case 'zero-terminal-snr':
      return `${scheduleLabel(spec.base)}, no signal at the end`;
    case 'shifted':
      return `${scheduleLabel(spec.base)}, shifted from ${spec.reference} to ${spec.size} pixels`;
  }
}
