import type { ImageNetwork } from './description';
import { digitUNet, liveUNet } from './digits';

// Networks that train in front of a reader, by size: no norms, ReLU (see `digits.ts`).

/** For slow machines: a quarter of the work of the middle one. */
export const smallUNet = digitUNet({
  name: 'small digit U-Net',
  channels: [8, 16],
  activation: 'relu',
  dense: { channels: 4, hidden: 128 },
});

/** For fast machines: the shipped network's widths. */
export const largeUNet = digitUNet({ name: 'large digit U-Net', channels: [16, 48], activation: 'relu' });

export const liveNetworks = { small: smallUNet, medium: liveUNet, large: largeUNet } as const satisfies Record<
  string,
  ImageNetwork
>;
export type LiveSize = keyof typeof liveNetworks;

/**
 * Pictures from scratch until the judge takes 70 % of the samples for what was asked (recognisable), and 90 % (clear): batches of 16,
 * guidance 1, one seed, 200 samples (`npm run bench -- --scratch`, bench/RESULTS.md).
 */
export const imagesUntil: Readonly<Record<LiveSize, { readonly recognisable: number; readonly clear: number }>> = {
  small: { recognisable: 13_500, clear: 82_000 },
  medium: { recognisable: 7_600, clear: 39_000 },
  large: { recognisable: 7_000, clear: 19_000 },
};
