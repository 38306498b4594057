import { standardRange, type Domain } from '../../../core/domain';

/** What a generator puts out as numbers of the domain in standard units: least + (most - least) sigmoid(u). */
export function squashed(u: Float32Array, domain: Domain): Float32Array {
  const [least, most] = standardRange(domain);
  const range = most - least;
  return u.map((v) => least + range / (1 + Math.exp(-v)));
}

/** The gradient at u from that at those numbers, given them. */
export function squashBack(pictures: Float32Array, gradient: Float32Array, domain: Domain): Float32Array {
  const [least, most] = standardRange(domain);
  const range = most - least;
  return gradient.map((g, i) => {
    const s = (pictures[i] - least) / range;
    return g * range * s * (1 - s);
  });
}
