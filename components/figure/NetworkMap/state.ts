/** What the network map is set to, and the questions that follow from it. No DOM here. */
import { digitPixels } from '../../../src/core/data/digits';
import { sampleDigits as realDigits } from '../../../src/core/data/digits-sample';
import { blocksOf } from '../../../src/core/image-network/blocks';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { networkParts, type NetworkPart } from '../../../src/core/image-network/parts';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { random } from '../../../src/core/random';
import type { DigitInspectSpec, DigitSampleSpec } from '../../../src/engine/kinds/shipped/denoising';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const map = blocksOf(shippedUNet);
/** Steps of the U in words that a reader can choose from, by their paths. */
export const paths: readonly string[] = map.blocks.map(({ path }) => path);
export const off = ['nothing', ...networkParts] as const;
export const timeRange = { min: 0.02, max: 0.98 } as const;

export const networkMap = schema({
  /** Which of the page's digits: its class. */
  digit: number(3, { min: 0, max: 9, integer: true }),
  /** Noise: the angle of x_t = cos x_0 + sin epsilon, as a share of a quarter turn. */
  t: number(0.5, timeRange),
  /** The block that is looked into, by its place from left to right. */
  block: number(2, { min: 0, max: paths.length - 1, integer: true }),
  off: choice(off, 'dense'),
  seed: seed(7),
});

export type NetworkMapSettings = SettingsOf<typeof networkMap>;

export const partOf = ({ off: part }: Pick<NetworkMapSettings, 'off'>): NetworkPart | undefined =>
  part === 'nothing' ? undefined : part;

/** The first of the page's two real digits of a class, grey levels. */
export function cleanDigit(digit: number): Uint8Array {
  const found = realDigits().find(({ label }) => label === digit);
  if (!found) throw new RangeError(`no digit ${digit} in the page (expected 0 to 9)`);
  return found.pixels;
}

/** x_t in standard units. */
export function noised({ digit, t, seed: of }: Pick<NetworkMapSettings, 'digit' | 't' | 'seed'>): Float32Array {
  const angle = (t * Math.PI) / 2;
  const draw = random(of).split('map');
  return Float32Array.from(fromGrey(cleanDigit(digit)), (u) => Math.cos(angle) * u + Math.sin(angle) * draw.normal());
}

export function inspection(s: NetworkMapSettings): DigitInspectSpec {
  const without = partOf(s);
  return { x: noised(s), t: s.t, label: s.digit, path: paths[s.block], ...(without && { without }) };
}

/** Samples that are judged; the first `shown` of them are drawn. */
export const judged = 100;
export const shown = 20;

export function sampling(s: Pick<NetworkMapSettings, 'seed'>, without: NetworkPart | undefined): DigitSampleSpec {
  return {
    labels: Array.from({ length: judged }, (_, i) => i % 10),
    seed: s.seed,
    guidance: 1,
    judge: true,
    ...(without && { without }),
  };
}

/** The first pictures and how many of all the judge took for what was asked. */
export interface Drawn {
  readonly pictures: Float32Array;
  readonly agreed: number;
}

export function drawn({
  x,
  judgement,
}: {
  readonly x: Float32Array;
  readonly judgement: { readonly classes: ArrayLike<number> } | null;
}): Drawn {
  return {
    pictures: x.slice(0, shown * digitPixels),
    agreed: Array.from(judgement?.classes ?? []).filter((c, i) => c === i % 10).length,
  };
}
