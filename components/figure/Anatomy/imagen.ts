/** What is seen of the cascade at a step: which stage it is in, and what that stage has. No DOM here. */
import { cascadeSides, type CascadeSide } from '../../../src/core/image-network/cascade';
import type { CascadeStage, Cascaded } from '../../../src/engine/kinds/shipped/cascade';

export interface ImagenStep {
  /** The stage that works, and which of its steps. */
  readonly stage: number;
  readonly side: CascadeSide;
  readonly of: number;
  readonly steps: number;
  /** The state before the step, and the guess that it goes towards. */
  readonly state: Float32Array;
  readonly guess: Float32Array;
}

/** Step `i` of all stages' steps, one stage after the other. */
export function imagenStep({ stages }: Cascaded, i: number): ImagenStep {
  let left = i;
  for (const [stage, one] of stages.entries()) {
    const steps = one.times.length - 1;
    if (left < steps || stage === stages.length - 1) {
      const at = Math.min(left, steps - 1);
      return { stage, side: one.side, of: at, steps, state: one.states[at], guess: one.guesses[at + 1] };
    }
    left -= steps;
  }
  throw new RangeError('a cascade without stages (expected at least one)');
}

/** What a stage shows at a step of the whole: its guess there, nothing before it begins, its picture when it is done. */
export function shownOf(found: Cascaded, side: CascadeSide, now: ImagenStep): Float32Array | null {
  const at = cascadeSides.indexOf(side);
  const stage = found.stages.find((one) => one.side === side);
  if (!stage || at > now.stage) return null;
  return at < now.stage ? stage.x : now.guess;
}

export const stageOf = ({ stages }: Cascaded, side: CascadeSide): CascadeStage => {
  const found = stages.find((one) => one.side === side);
  if (!found) throw new RangeError(`no stage of ${side} x ${side} (expected one)`);
  return found;
};

/** Pictures of the cascade are asked for as ink: 0 is paper, 1 is full. */
export const ink = [0, 1] as const;

/** Share of a guess's pixels that lie beyond paper or ink, and how far the farthest does. */
export function beyond(guess: Float32Array): { readonly share: number; readonly farthest: number } {
  let out = 0,
    farthest = 0;
  for (const v of guess) {
    const over = Math.max(v - 1, -v);
    if (over > 1e-6) out++;
    farthest = Math.max(farthest, over);
  }
  return { share: out / guess.length, farthest };
}
