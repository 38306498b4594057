/** The field of a cloud of charges, summed on the kernel, as plain data: PFGM's, one dimension more than the data have. */
import type { fluxOver } from '../../../core/electrostatics/flux';
import type { Descent, Landing } from '../../../core/electrostatics/descent';

export interface CloudOfCharges {
  readonly ask: {
    /** Lines of the field, from a far hemisphere down to the charges. */
    readonly descent: readonly [DescentSpec, Descended];
  };
}

export interface DescentSpec {
  /** [n, dim], each a charge. */
  readonly points: Float64Array;
  readonly dim: number;
  /** Of the hemisphere, and the height at which lines stop, in data units. */
  readonly radius: number;
  readonly last: number;
  /** How many lines, and in how many pieces they come down. */
  readonly lines: number;
  readonly pieces: number;
  /** Whether what came down is held against the charges, and the flux measured, which takes a while. */
  readonly compare: boolean;
}

export interface Descended {
  readonly descent: Descent;
  readonly landing: Landing;
  /** The energy distance of what came down to the charges; null where it was not asked for. */
  readonly energy: number | null;
  /** As `fluxOver` has it; null where it was not asked for. */
  readonly flux: Flux | null;
  /** Whether the kernel did the sums; else the plain loop. */
  readonly kernel: boolean;
  readonly milliseconds: number;
}

export type Flux = ReturnType<typeof fluxOver>;

/** Places at which the flux is measured. */
export const fluxPlaces = 40;
export const mostCharges = 2000;
export const mostLines = 2000;
