/** Words of the map of codes, all made from its state. */
import { fixed, minus, percent } from '../../../src/picture/numbers';
import { bandwidth, channelsOf, codeCount, movingCount, tiles, watchedCount, type LatentMapSettings } from './state';

export const modeNames: Readonly<Record<LatentMapSettings['mode'], string>> = {
  plane: 'two numbers',
  code: 'the codes in use',
};
export const codecNames: Readonly<Record<LatentMapSettings['codec'], string>> = {
  spatial: '7 × 7 × 4',
  flat: '32 numbers',
};

export const placeText = ({ x, y }: LatentMapSettings): string => minus(`(${fixed(x)}, ${fixed(y)})`);

export const timeText = ({ t }: LatentMapSettings): string =>
  t === 1 ? 't = 1, noise alone' : t === 0 ? 't = 0, arrived' : `t = ${fixed(t)}`;

/** The channel that is changed; a code of fewer channels has a last one. */
export const channelOf = ({ channel, codec }: LatentMapSettings): number => Math.min(channel, channelsOf[codec] - 1);

export function changeText(s: LatentMapSettings): string {
  const what = s.codec === 'spatial' ? `channel ${channelOf(s) + 1}` : `number ${channelOf(s) + 1}`;
  const by = s.change === 0 ? 'as it is' : `moved by ${minus(fixed(s.change, 1))}`;
  return s.noise > 0 ? `${what} ${by}, noise ${percent(s.noise)} of the way` : `${what} ${by}`;
}

export function rootMeanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] - b[i]) / 255) ** 2;
  return Math.sqrt(sum / a.length);
}

export const cloudText = `codes of ${codeCount} held-out digits; ${movingCount} points move by the exact denoiser of a normal of deviation ${fixed(bandwidth)} on each`;

export function summary(s: LatentMapSettings, label: number): string {
  if (s.mode === 'plane')
    return (
      `A plane of codes of two numbers, decoded at ${tiles} × ${tiles} places, and the ${cloudText}. ${timeText(s)}. ` +
      `The place that is decoded is ${placeText(s)}; ${watchedCount} of the moving points are decoded below.`
    );
  return `A ${label} through the ${s.codec === 'spatial' ? 'code of 7 × 7 places with four channels' : 'code of 32 numbers'} and back, and the same with ${changeText(s)}.`;
}
