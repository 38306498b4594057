/** A game of two networks in the plane as plain data: what the page sends and the worker checks once, at the door. */
import type { TargetSpec } from '../../../core/data/target';
import { ganRules, ganNetworks } from '../../../core/gan/defaults';
import type { GanNetworks, GanRules } from '../../../core/gan/settings';
import type { RunSettings } from '../../settings';

export interface PlaneGanSettings extends GanRules, RunSettings {
  readonly target: TargetSpec;
  readonly networks: GanNetworks;
  /** Points drawn for a snapshot, and the seed of their latent codes. */
  readonly sampleCount: number;
  readonly sampleSeed: number;
}

export const planeGanDefaults: PlaneGanSettings = {
  ...ganRules,
  networks: ganNetworks,
  target: { kind: 'eight-gaussians' },
  seed: 7,
  backend: 'auto',
  sampleCount: 500,
  sampleSeed: 7,
  stopAfter: 0,
  speed: 0,
  race: null,
};

/** True when a change from `a` to `b` needs a new game: other networks, seed or machine. */
export function needsNewPlaneGan(a: PlaneGanSettings, b: PlaneGanSettings): boolean {
  return JSON.stringify([a.networks, a.seed, a.backend]) !== JSON.stringify([b.networks, b.seed, b.backend]);
}
