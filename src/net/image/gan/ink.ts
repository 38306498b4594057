import { standardInk, standardPaper } from '../../../core/image-network/pixels';

const range = standardInk - standardPaper;

/** What a generator puts out as pixels in standard units: paper + (ink - paper) sigmoid(u). */
export function inkOf(u: Float32Array): Float32Array {
  return u.map((v) => standardPaper + range / (1 + Math.exp(-v)));
}

/** The gradient at u from that at the pixels, given those. */
export function inkBack(pictures: Float32Array, gradient: Float32Array): Float32Array {
  return gradient.map((g, i) => {
    const s = (pictures[i] - standardPaper) / range;
    return g * range * s * (1 - s);
  });
}
