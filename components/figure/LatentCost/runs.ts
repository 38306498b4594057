/** Both models trained here at equal operations: what they draw and how much of it the judge takes for what was asked. */
import { signal, type Signal } from '@preact/signals';
import type { DigitWatch } from '../../../src/engine/kinds/digits/settings';
import { digits } from '../../../src/engine/kinds/digits/index';
import type { DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { latent } from '../../../src/engine/kinds/latent/index';
import type { LatentPhase } from '../../../src/engine/kinds/latent/settings';
import type { LatentSnapshot, Reconstructions } from '../../../src/engine/kinds/latent/types';
import { createPair, type Pair } from '../pair';
import {
  evaluations,
  guidance,
  judgedCount,
  latentRun,
  pixelRun,
  shownCount,
  timedCount,
  type LatentCostSettings,
} from './state';

/** One model in training. */
export interface Trained {
  /** Grey levels of all that are shown; empty before the first look. */
  readonly grey: Uint8Array;
  /** Operations and milliseconds of training so far. */
  readonly flops: number;
  readonly milliseconds: number;
  /** Operations spent at every look, and the share of samples that the judge took for what was asked. */
  readonly looks: readonly { readonly flops: number; readonly agreement: number; readonly judged: number }[];
  /** Milliseconds a picture, measured when the training was over. */
  readonly picture: number | null;
}

export interface Codes extends Trained {
  readonly phase: LatentPhase | null;
  /** Whether what is shown was drawn by the diffusion, or is what the normal alone decodes to. */
  readonly by: 'prior' | 'diffusion';
  readonly reconstructions: Reconstructions | null;
}

export interface Both {
  readonly settings: LatentCostSettings;
  readonly pixels: Trained;
  readonly codes: Codes;
}

const nothing: Trained = { grey: new Uint8Array(0), flops: 0, milliseconds: 0, looks: [], picture: null };
export const begun = (settings: LatentCostSettings): Both => ({
  settings,
  pixels: nothing,
  codes: { ...nothing, phase: null, by: 'prior', reconstructions: null },
});

const watch: DigitWatch = { interval: 400, samplesEvery: 5000, shown: shownCount, judged: judgedCount };

/** What is kept of a snapshot. */
export function heard(before: Trained, { look, spent, step }: DigitSnapshot | LatentSnapshot): Trained {
  const now = { ...before, flops: spent.flops, milliseconds: spent.milliseconds };
  if (!look || look.pictures.length === 0) return now;
  const point = { flops: spent.flops, agreement: look.agreed / look.judged, judged: look.judged };
  return {
    ...now,
    grey: look.pictures,
    // New weights know nothing, whatever the judge says of ten of their pictures.
    looks:
      look.judged > 0 && step > 0 ? [...before.looks.filter(({ flops }) => flops < spent.flops), point] : before.looks,
  };
}

export function heardCodes(before: Codes, snapshot: LatentSnapshot): Codes {
  const { phase, look, reconstructions } = snapshot;
  return {
    ...before,
    ...heard(before, snapshot),
    phase,
    by: look?.by ?? before.by,
    reconstructions: reconstructions ?? before.reconstructions,
  };
}

export interface Runs {
  readonly pair: Pair;
  readonly both: Signal<Both>;
}

/** @param group names the race: the figure's id */
export function createRuns(group: string, settings: () => LatentCostSettings): Runs {
  const both = signal<Both>(begun(settings()));
  const set = (change: Partial<Both>) => {
    both.value = { ...both.peek(), ...change };
  };
  const labels = Array.from({ length: timedCount }, (_, i) => i % 10);
  const asked = { labels, seed: 1, guidance, evaluations };
  const pair = createPair<'digits', 'latent'>({
    seeds: () => [settings().seed],
    onBegin() {
      both.value = begun(settings());
    },
    sides: [
      {
        kind: digits,
        watch,
        settings: () => pixelRun(group, settings()),
        onSnapshot: (_, snapshot) => set({ pixels: heard(both.peek().pixels, snapshot) }),
      },
      {
        kind: latent,
        watch,
        settings: () => latentRun(group, settings()),
        onSnapshot: (_, snapshot) => set({ codes: heardCodes(both.peek().codes, snapshot) }),
      },
    ],
    // One after the other, so that neither waits for the other's turns.
    async settle(_, [pixels, codes], wanted) {
      const slow = await pixels.ask('sample', { ...asked, every: 0 });
      if (!wanted()) return;
      const quick = await codes.ask('draw', asked);
      if (!wanted()) return;
      const { pixels: a, codes: b } = both.peek();
      set({
        pixels: { ...a, picture: slow.milliseconds / timedCount },
        codes: { ...b, picture: quick.milliseconds / timedCount },
      });
    },
  });
  return { pair, both };
}
