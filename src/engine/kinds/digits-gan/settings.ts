/** A game of two networks on digits as plain data: what the page sends and the worker checks once, at the door. */
import { liveGanRules, type DigitGanRules } from '../../../core/image-network/gan-rules';
import type { RunSettings } from '../../settings';
import type { DigitData } from '../digits/settings';

export interface DigitGanSettings extends DigitGanRules, RunSettings {
  readonly data: DigitData;
  /** Of the latent codes of a snapshot's samples. */
  readonly sampleSeed: number;
}

export const digitGanDefaults: DigitGanSettings = {
  ...liveGanRules,
  data: { kind: 'mnist' },
  seed: 7,
  backend: 'auto',
  stopAfter: 0,
  speed: 0,
  sampleSeed: 1,
  race: null,
};

/** True when a change from `a` to `b` needs new networks: other seed or machine. */
export function needsNewDigitGan(a: DigitGanSettings, b: DigitGanSettings): boolean {
  return a.seed !== b.seed || a.backend !== b.backend;
}
