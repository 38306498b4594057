/** Both models of digits as arithmetic: what figures ask of them is answered at once, and by known numbers. */
import { digitAsks, type DigitAsks } from '../../src/engine/kinds/shipped/asks';
import type { DigitGenerateSpec } from '../../src/engine/kinds/shipped/gan';
import type { DigitSampleSpec } from '../../src/engine/kinds/shipped/denoising';
import { DIGIT_LATENT as latent } from '../../src/core/image-network/gan';
import { digitDeviation } from '../../src/core/image-network/pixels';

const size = 784;

export interface Arithmetic extends DigitAsks {
  readonly asked: { readonly sample: DigitSampleSpec[]; readonly generate: DigitGenerateSpec[]; searched: number };
}

/** The generator paints code number k on pixels k, k + 64, …; DDIM halves a picture and doubles it; the judge calls every twentieth picture 5 and describes it by two pixels of its middle. */
export function arithmetic(): Arithmetic {
  const asked: Arithmetic['asked'] = { sample: [], generate: [], searched: 0 };
  const painted = (z: ArrayLike<number>, n: number) =>
    Float32Array.from({ length: n * size }, (_, k) => z[Math.floor(k / size) * latent + ((k % size) % latent)]);
  const error = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, v, i) => sum + ((v - b[i]) * digitDeviation) ** 2 / size, 0);
  const timed = { backend: 'simd', milliseconds: 1 } as const;
  return {
    ...digitAsks((question) => () => Promise.reject(new Error(`${question}: no figure of both models asks this`))),
    asked,
    sample(spec, { onProgress } = {}) {
      asked.sample.push(spec);
      const n = spec.labels.length;
      const x = spec.from ? Float32Array.from(spec.from.x, (v) => v / 30) : new Float32Array(n * size).fill(spec.seed);
      if (spec.every) onProgress?.({ first: 0, count: n, t: 0.5, evaluations: 1, x, denoised: x, done: 0.5 });
      return Promise.resolve({
        ...timed,
        x,
        times: new Float64Array(2),
        evaluations: 10,
        path: [],
        judgement: null,
        milliseconds: n * 20,
      });
    },
    judge({ x }) {
      const n = x.length / size;
      const features = Float64Array.from({ length: 2 * n }, (_, k) => x[Math.floor(k / 2) * size + 378 + 28 * (k % 2)]);
      return Promise.resolve({
        classes: Int32Array.from({ length: n }, (_, i) => (i % 20 === 0 ? 5 : i % 10)),
        logProbabilities: new Float64Array(10 * n).fill(Math.log(0.9)),
        features: { data: features, dim: 2 },
      });
    },
    generate(spec) {
      asked.generate.push(spec);
      const n = spec.labels.length,
        z = Float32Array.from(spec.z ?? []);
      return Promise.resolve({ ...timed, x: painted(z, n), z, judgement: null, outputs: null, milliseconds: n * 0.5 });
    },
    invertGan({ picture, steps = 200 }, { onProgress } = {}) {
      asked.searched += 1;
      // The best code is the mean of the pixels that it paints; half of it at half of the steps.
      const code = Float32Array.from({ length: latent }, (_, k) => {
        const of = Array.from(picture).filter((_v, p) => p % latent === k);
        return of.reduce((sum, v) => sum + v, 0) / of.length;
      });
      const at = (share: number) => {
        const reconstruction = painted(
          code.map((v) => share * v),
          1,
        );
        return { reconstruction, error: error(reconstruction, picture) };
      };
      const [half, whole] = [at(0.5), at(1)];
      const errors = Float64Array.from({ length: steps + 1 }, (_, i) =>
        i < steps / 2 ? 1 : i < steps ? half.error : whole.error,
      );
      onProgress?.({
        step: steps / 2,
        code,
        ...half,
        errors: errors.slice(0, steps / 2 + 1),
        done: 0.5,
      });
      return Promise.resolve({ ...timed, code, codes: code, all: Float64Array.of(whole.error), ...whole, errors });
    },
    invertDdim({ picture, evaluations }, { onProgress } = {}) {
      const runs = evaluations.map((n) => ({
        evaluations: n,
        latent: Float32Array.from(picture, (v) => v / 2),
        reconstruction: Float32Array.from(picture),
        error: 1 / n ** 2,
      }));
      runs.forEach((run, i) =>
        onProgress?.({
          step: i + 1,
          code: run.latent,
          reconstruction: run.reconstruction,
          error: run.error,
          errors: Float64Array.from(runs.slice(0, i + 1), (one) => one.error),
          done: (i + 1) / runs.length,
        }),
      );
      return Promise.resolve({ ...timed, runs });
    },
    decodeDdim: ({ latents }) => Promise.resolve({ ...timed, x: Float32Array.from(latents, (v) => 2 * v) }),
  };
}
