/** The words of the train-digits figure, made from its state. */
import type { DigitData, DigitSize } from '../../../src/engine/kinds/digits/settings';
import type { DigitLook, DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { duration, grouped, percent } from '../../../src/picture/index';
import { clear, reached, recognisable, secondsUntil, type AgreementPoint, type TrainDigitsSettings } from './state';

export const sizeLabels = { auto: 'as this machine allows', small: 'small', medium: 'medium', large: 'large' } as const;
export const startLabels = { scratch: 'From scratch', shipped: 'From the shipped network' } as const;

export const sizeWords: Readonly<Record<DigitSize, string>> = {
  small: 'small network',
  medium: 'medium network',
  large: 'large network',
  shipped: 'shipped network',
};

export function agreementText({ judged, agreed }: Pick<DigitLook, 'judged' | 'agreed'>): string {
  return judged > 0 ? `${agreed} of ${judged} recognised by the judge` : 'not judged';
}

/** When samples became recognisable, or when they should. */
export function recognisableText(
  snapshot: DigitSnapshot | null,
  points: readonly AgreementPoint[],
  data: DigitData,
): string {
  if (data.kind === 'own') return 'your eye is the judge';
  if (snapshot?.size === 'shipped') return 'from the first look';
  const done = reached(points, clear) ?? reached(points, recognisable);
  if (done)
    return `${percent(done.share >= clear ? clear : recognisable)} within ${duration(done.trained / 1000)} of training`;
  const left = snapshot ? secondsUntil('recognisable', snapshot) : null;
  if (left === null)
    return snapshot && snapshot.images > 0 && snapshot.imagesPerSecond > 0 ? 'any moment now' : 'known once it trains';
  return `in about ${duration(left)}`;
}

export function seenText(images: number): string {
  return `${grouped(images)} pictures seen`;
}

export function runName(s: TrainDigitsSettings, size: DigitSize | undefined, images: number, data: DigitData): string {
  const what = data.kind === 'own' ? data.name : 'digits';
  return `${what}, ${size ? sizeWords[size] : 'network'}, ${seenText(images)}, seed ${s.seed}`;
}

export function summary(
  snapshot: DigitSnapshot | null,
  look: DigitLook | null,
  data: DigitData,
  running: boolean,
): string {
  if (!snapshot || !look) {
    return 'Twenty digits drawn by the shipped network when this page was built, beside twenty real ones. Press Train to train a network from scratch in this browser.';
  }
  const judged =
    look.judged > 0 ? ` A classifier takes ${look.agreed} of ${look.judged} samples for the digit asked for.` : '';
  const what = data.kind === 'own' ? `${data.labels.length} pictures of your own` : 'handwritten digits';
  return `A ${sizeWords[snapshot.size]} ${running ? 'is learning' : 'has learned'} ${what}: ${seenText(look.images)} at the last look.${judged}`;
}
