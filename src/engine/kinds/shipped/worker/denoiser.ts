/** The denoiser that a request describes, made of the networks at hand by `core/guidance.ts`. */
import type { Denoiser } from '../../../../core/denoiser';
import { classifierGuided, composed, interval, rescaled } from '../../../../core/guidance';
import { standardInk, standardPaper, type PixelScale } from '../../../../core/image-network/pixels';
import type { DenoiserWithBack } from '../../../../core/inverse/back';
import type { Schedule } from '../../../../core/schedule/schedule';
import { ofClass } from '../../../../net/condition/class';
import { imageDenoiserWithBack } from '../../../../net/image/back';
import type { ImageClassifier } from '../../../../net/image/classifier';
import type { ImageTrainer } from '../../../../net/image/trainer';
import { missing } from '../../../../net/image/missing';
import type { DigitAsking } from '../denoising';
import { pixelScales } from '../pixels';

/** @param labels the classes of the rows that this denoiser will see; @param noisy needed for classifier guidance alone */
export function digitDenoiser(
  asking: DigitAsking,
  labels: readonly number[],
  schedule: Schedule,
  trainer: ImageTrainer,
  noisy: ImageClassifier | null,
): Denoiser {
  const { guidance = 0, how = 'free', parts, rescale = 0, clip = true, without } = asking;
  const pixels = pixelScales[asking.pixels ?? 'standard'];
  const one = (of?: readonly number[], w = 0) =>
    trainer.denoiser({
      schedule,
      pixels,
      clip: false,
      guidance: w,
      missing: missing(without),
      ...(of && { condition: ofClass(of) }),
    });
  const scale = 1 + guidance;
  const guided = (): Denoiser => {
    if (parts)
      return composed(
        one(),
        parts.map(({ label, weight }) => ({ denoiser: one([label]), weight })),
      );
    if (how === 'classifier') {
      if (!noisy) throw new Error('classifier guidance without a classifier (expected the noise-conditional one)');
      return classifierGuided(one(), schedule, noisy.gradient({ schedule, labels, pixels }), { scale });
    }
    if (rescale !== 0) return rescaled(one(labels), one(), schedule, { scale, phi: rescale });
    return scale === 0 ? one() : one(labels, guidance);
  };
  let denoiser = guided();
  if (asking.interval) {
    const [from, to] = asking.interval;
    denoiser = interval(denoiser, one(labels), schedule, { from: from * pixels.deviation, to: to * pixels.deviation });
  }
  return clip ? clipped(denoiser, pixels) : denoiser;
}

/** E[x_0 | x_t] lies within the range of pixels; a guided guess need not. */
function clipped(denoiser: Denoiser, { mean, deviation }: PixelScale): Denoiser {
  const least = mean + deviation * standardPaper,
    most = mean + deviation * standardInk;
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = Math.min(most, Math.max(least, out.data[i]));
      return out;
    },
  };
}

/**
 * The denoiser of a request, to be followed back to x_t, for methods that are led by a gradient: one class a row or none (-1), with
 * guidance D_c + w (D_c - D_none) or without. Answers are not clipped unless asked: where they are, nothing goes back, and paper is at the edge. Throws
 * `RangeError` for other ways of guidance, which have no way back here.
 */
export function digitDenoiserWithBack(
  { guidance = 0, how = 'free', parts, rescale = 0, interval: within, clip = false, without, pixels }: DigitAsking,
  labels: readonly number[],
  schedule: Schedule,
  trainer: ImageTrainer,
): DenoiserWithBack {
  if (how !== 'free' || parts || rescale !== 0 || within) {
    throw new RangeError(
      'a denoiser to follow back, guided by a classifier, by parts, rescaled or within an interval (expected a class and a weight at most)',
    );
  }
  const none = guidance === -1;
  return imageDenoiserWithBack(trainer, {
    schedule,
    pixels: pixelScales[pixels ?? 'standard'],
    clip,
    guidance: none ? 0 : guidance,
    missing: missing(without),
    condition: ofClass(none ? [-1] : labels),
  });
}
