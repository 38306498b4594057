/** Between a checkpoint file and a trainer's weights: what is written about them, and what is checked when they return. */
import type { NetworkSpec } from '../../core/network';
import type { SavedWeights, Trainer } from '../../net/trainer';
import { CheckpointError, encodeCheckpoint, type Checkpoint } from '../checkpoint';
import type { RunSettings } from '../settings';

export function toCheckpoint(settings: RunSettings, saved: SavedWeights): Checkpoint {
  const { moments } = saved;
  const about = { kind: 'mlp', network: saved.network, dim: saved.dim, step: saved.step, momentsStep: moments?.step ?? 0, settings };
  const arrays: Record<string, Float32Array> = { weights: saved.weights, ema: saved.ema };
  if (moments) Object.assign(arrays, { first: moments.first, second: moments.second });
  return { about, arrays };
}

/** Throws `CheckpointError`, with what was found and what was expected, unless the weights fit `settings`. */
export function fromCheckpoint({ about, arrays }: Checkpoint, settings: RunSettings): SavedWeights {
  const network = about.network as Partial<NetworkSpec> | undefined;
  if (about.kind !== 'mlp' || !network) throw new CheckpointError('This file holds another kind of network (expected one trained on a 2-D shape).');
  const wanted = settings.network;
  if (network.width !== wanted.width || network.depth !== wanted.depth || network.prediction !== wanted.prediction || about.dim !== 2) {
    throw new CheckpointError(`This network is ${words(network)} (expected ${words(wanted)}); choose that size and load it again.`);
  }
  const { weights, ema, first, second } = arrays;
  const { step, momentsStep } = about;
  if (!weights || !ema || ema.length !== weights.length || typeof step !== 'number') {
    throw new CheckpointError('This network file lacks its weights.');
  }
  for (const array of Object.values(arrays)) {
    if (!array.every(Number.isFinite)) throw new CheckpointError('This network file holds numbers that are not finite.');
  }
  const moments = first && second && typeof momentsStep === 'number' ? { first, second, step: momentsStep } : undefined;
  return { network: wanted, dim: 2, step, weights, ema, ...(moments && { moments }) };
}

const words = (n: Partial<NetworkSpec>) => `${n.depth} layers of ${n.width} that predict ${n.prediction}`;

/** Least milliseconds between two kept copies of the weights, and most share of the time that keeping may take. */
const keepMs = 250;
const keepShare = 0.1;

/** The last good weights of a run: what a divergence or a lost context falls back to, and what the page is given to keep. */
export class Keeper {
  good: SavedWeights | null = null;
  private at = 0;
  private cost = 0;

  /** The next snapshot carries the weights, however recent the last. */
  soon(): void {
    this.at = 0;
  }

  /** The weights as a file when it is time for them, else null. */
  keep(trainer: Trainer, settings: RunSettings): Uint8Array | null {
    const now = performance.now();
    if (now - this.at <= Math.max(keepMs, this.cost / keepShare)) return null;
    this.good = trainer.save();
    const file = encodeCheckpoint(toCheckpoint(settings, this.good));
    this.at = performance.now();
    this.cost = this.at - now;
    return file;
  }
}
