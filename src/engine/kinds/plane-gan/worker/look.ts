/** What a snapshot of a game shows: seeded samples, where they are told to go, the discriminator's field, and how good they are. */
import { batch } from '../../../../core/batch';
import type { Target } from '../../../../core/data/target';
import { normalBatch, random } from '../../../../core/random';
import type { GanTrainer } from '../../../../net/gan/trainer';
import { unmeasured } from '../../plane/measured';
import { fieldGrid } from '../../plane/watch';
import { measure, type HeldOut } from '../../plane/worker/look';
import type { PlaneGanSettings } from '../settings';
import type { PlaneGanSnapshot, PlaneGanWatch } from '../types';

export type GanSight = Pick<PlaneGanSnapshot, 'samples' | 'pull' | 'field' | 'counts' | keyof typeof unmeasured>;

export const unseen: GanSight = {
  samples: new Float64Array(0),
  pull: new Float64Array(0),
  field: null,
  counts: new Int32Array(0),
  ...unmeasured,
};

export function look(
  trainer: GanTrainer,
  settings: PlaneGanSettings,
  watch: PlaneGanWatch,
  target: Target,
  heldOut: HeldOut,
): GanSight {
  const field = watch.field && {
    ...watch.field,
    values: trainer.discriminate(batch(fieldGrid({ ...watch.field, t: 0 }), 2)),
  };
  if (!watch.samples || settings.sampleCount === 0) return { ...unseen, field };
  const z = normalBatch(settings.sampleCount, settings.networks.latent, random(settings.sampleSeed));
  const samples = trainer.generate(z, watch.which);
  return {
    samples: samples.data,
    pull: watch.pull ? trainer.pull(samples).data : unseen.pull,
    field,
    ...measure(samples, target, heldOut, watch.measures),
  };
}
