import { random, type Random } from '../../../core/random';
import type { Condition } from '../../condition/index';
import { noisedBatches } from '../batches';
import { levelAtAngle } from './denoising';
import type { ImageObjective } from './objective';

/** A caption as a network reads it: tokens and a mask, both as long as its context. */
export interface CaptionTokens {
  readonly tokens: Int32Array;
  readonly mask: Uint8Array;
}

/** A caption of row `row` of the data; true of it, but drawn. */
export type Captioner = (row: number, draw: Random) => CaptionTokens;

/** Captions as a condition, one row each. Throws `RangeError` where they are not equally long, or there are none. */
export function captionsCondition(captions: readonly CaptionTokens[]): Extract<Condition, { kind: 'tokens' }> {
  const length = captions.length > 0 ? captions[0].tokens.length : 0;
  if (length === 0) throw new RangeError('no captions (expected at least one, of one token or more)');
  const tokens = new Int32Array(captions.length * length);
  const mask = new Uint8Array(captions.length * length);
  captions.forEach((caption, i) => {
    if (caption.tokens.length !== length || caption.mask.length !== length)
      throw new RangeError(`caption ${i} has ${caption.tokens.length} places (expected ${length}, as caption 0)`);
    tokens.set(caption.tokens, i * length);
    mask.set(caption.mask, i * length);
  });
  return { kind: 'tokens', length, tokens, mask, empty: 0 };
}

/**
 * Denoising with captions that are never the same twice: at every visit a row is told another that is true of it, so that a network cannot learn by
 * heart which sentence goes with which picture. The pool's own conditions are not used. What is drawn depends on the seed and the visit alone.
 */
export function captionedDenoising(captioner: Captioner): ImageObjective {
  return {
    name: 'denoising, a caption for every visit',
    batches(source) {
      const root = random(source.seed).split('captions');
      return noisedBatches(source, levelAtAngle, (rows, from) =>
        captionsCondition(Array.from(rows, (row, k) => captioner(row, root.split(from + k)))),
      );
    },
  };
}
