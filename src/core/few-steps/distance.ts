/** How far an answer is from its target, row by row. */
export type Distance =
  /** Mean over a row's numbers of the squared difference. */
  | { readonly kind: 'squared' }
  /** sqrt(|difference|^2 + c^2) - c, |.| being the length of a row's difference: Song and Dhariwal 2024, eq. 7. Far less moved by rows that are far off. */
  | { readonly kind: 'huber'; readonly c: number };

/** The distance of each row [n], and its gradient by the answer [n, dim]. */
export function distances(
  distance: Distance,
  answer: ArrayLike<number>,
  target: ArrayLike<number>,
  dim: number,
): { readonly terms: Float64Array; readonly gradient: Float64Array } {
  const n = answer.length / dim;
  const [terms, gradient] = [new Float64Array(n), new Float64Array(answer.length)];
  for (let i = 0; i < n; i++) {
    let squared = 0;
    for (let j = i * dim; j < (i + 1) * dim; j++) {
      gradient[j] = answer[j] - target[j];
      squared += gradient[j] ** 2;
    }
    const root = distance.kind === 'huber' ? Math.sqrt(squared + distance.c ** 2) : 0;
    terms[i] = distance.kind === 'huber' ? root - distance.c : squared / dim;
    const scale = distance.kind === 'huber' ? 1 / root : 2 / dim;
    for (let j = i * dim; j < (i + 1) * dim; j++) gradient[j] *= scale;
  }
  return { terms, gradient };
}
