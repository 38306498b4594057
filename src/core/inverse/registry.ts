import { ddnm } from './ddnm';
import { ddrm } from './ddrm';
import { dps } from './dps';
import type { DenoiserWithBack } from './back';
import type { InverseInput, InverseStep } from './method';
import { pigdm } from './pigdm';
import { repaint, replacement } from './replacement';
import { reverseSteps, travel } from './travel';
import { twisted } from './twisted';

/** What figures, records and the bibliography need to know of a method. */
export interface MethodEntry {
  readonly label: string;
  /** Key in the reference list. */
  readonly citation: string;
  readonly source: string;
  /** Measurements it is defined for: linear ones, or any that can be followed back. */
  readonly of: 'linear' | 'differentiable';
  /** Whether it follows the denoiser's answer back, which costs a network about two evaluations more. */
  readonly pulls: boolean;
  /** The free number that its answer hangs on most: what it is without a search, and the values that a search tries. Null where there is none. */
  readonly free: { readonly name: string; readonly initial: number; readonly values: readonly number[] } | null;
  /** Runs it with its free number. Rows of x are samples, or particles in groups of `particles` where it has some. */
  readonly run: (input: Guided, free: number, particles: number) => Generator<InverseStep, void, void>;
  /** Denoiser calls for one independent sample. */
  readonly cost: (steps: number, free: number, particles: number) => number;
  /** Whether rows of x are particles, of which a group gives one sample. */
  readonly particles: boolean;
}

type Guided = InverseInput & { readonly denoiser: DenoiserWithBack };
const steps = (n: number) => n;
/** How far RePaint goes back here: the public default, 10 of 250 steps, would be most of a short run. */
const jump = 4;

/** In the order menus show them. */
export const methods = {
  replacement: {
    label: 'Replacement',
    citation: 'song2021sde',
    source: 'appendix I.2',
    of: 'linear',
    pulls: false,
    free: null,
    run: (input) => replacement(input),
    cost: steps,
    particles: false,
  },
  repaint: {
    label: 'RePaint',
    citation: 'lugmayr2022',
    source: 'algorithm 1',
    of: 'linear',
    pulls: false,
    free: { name: 'visits', initial: 5, values: [2, 3, 5, 8, 12] },
    run: (input, visits) => repaint({ ...input, length: Math.min(jump, input.times.length - 1), visits }),
    cost: (n, visits) => reverseSteps(travel(n, { length: Math.min(jump, n), visits })),
    particles: false,
  },
  ddrm: {
    label: 'DDRM',
    citation: 'kawar2022',
    source: 'eq. 7 and 8',
    of: 'linear',
    pulls: false,
    free: { name: 'eta', initial: 0.85, values: [0.2, 0.5, 0.7, 0.85, 1] },
    run: (input, eta) => ddrm({ ...input, eta }),
    cost: steps,
    particles: false,
  },
  ddnm: {
    label: 'DDNM+',
    citation: 'wang2023ddnm',
    source: 'eq. 17 to 19',
    of: 'linear',
    pulls: false,
    free: { name: 'eta', initial: 0.85, values: [0.2, 0.5, 0.7, 0.85, 1] },
    run: (input, eta) => ddnm({ ...input, eta }),
    cost: steps,
    particles: false,
  },
  dps: {
    label: 'DPS',
    citation: 'chung2023',
    source: 'algorithm 1',
    of: 'differentiable',
    pulls: true,
    free: { name: 'step', initial: 0.4, values: [0.05, 0.1, 0.2, 0.4, 0.8] },
    run: (input, scale) => dps({ ...input, scale }),
    cost: steps,
    particles: false,
  },
  pigdm: {
    label: 'ΠGDM',
    citation: 'song2023pigdm',
    source: 'algorithm 1',
    of: 'linear',
    pulls: true,
    free: { name: 'deviation', initial: 1, values: [0.1, 0.2, 0.4, 0.7, 1] },
    run: (input, deviation) => pigdm({ ...input, deviation }),
    cost: steps,
    particles: false,
  },
  twisted: {
    label: 'Twisted SMC',
    citation: 'wu2023',
    source: 'algorithm 1',
    of: 'differentiable',
    pulls: true,
    free: { name: 'deviation', initial: 1, values: [0, 0.5, 1, 1.4, 2] },
    run: (input, deviation, particles) => twisted({ ...input, deviation, particles }),
    cost: (n, _, particles) => n * particles,
    particles: true,
  },
} as const satisfies Readonly<Record<string, MethodEntry>>;

export type MethodName = keyof typeof methods;
export const methodNames = Object.keys(methods) as readonly MethodName[];
