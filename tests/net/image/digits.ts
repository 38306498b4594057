import { sampleDigits } from '../../../src/core/data/digits-sample';
import { digitUNet, liveUNet } from '../../../src/core/image-network/digits';
import { bind } from '../../../src/core/image-network/parameters';
import { digitDomain } from '../../../src/core/image-network/pixels';
import { dataPool } from '../../../src/net/image/data';
import type { ImageObjective, LearnedRows } from '../../../src/net/image/objective/objective';
import { liveImageSettings, type ImageTrainerSettings } from '../../../src/net/image/settings';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { simdDevice } from './helpers';

/** The twenty digits that travel in the page. */
export const few = sampleDigits();
export const data = {
  images: Uint8Array.from(few.flatMap(({ pixels }) => [...pixels])),
  labels: few.map(({ label }) => label),
};
export const narrow = digitUNet({
  name: 'narrow digit U-Net',
  channels: [8, 8],
  groups: [2, 2],
  dense: { channels: 2, hidden: 16 },
});
export const settings: ImageTrainerSettings = {
  network: liveUNet,
  seed: 3,
  ...liveImageSettings,
  warmup: 5,
  batchSize: 8,
  microBatch: 4,
};

/** A trainer on the kernel with the twenty digits. */
export async function trainer(
  change: Partial<ImageTrainerSettings> = {},
  objective?: ImageObjective,
): Promise<ImageTrainer> {
  const all = { ...settings, ...change };
  const made = new ImageTrainer(await simdDevice(bind(all.network)), all, objective);
  made.setData(data);
  return made;
}

/** The first rows that an objective which asks no network makes of the twenty digits. */
export const rowsOf = (objective: ImageObjective, n: number) =>
  objective.batches({
    pool: dataPool(data, digitDomain, narrow),
    size: 784,
    seed: 3,
    network: () => {
      throw new Error('this objective asks no network');
    },
  })({ step: 0, seen: 0, from: 0, n, size: n, dropout: 0.5 }) as LearnedRows;
