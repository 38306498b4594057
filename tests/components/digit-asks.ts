/** Both models of digits as arithmetic: what figures ask of them is answered at once, and by known numbers. */
import type { DiffusionAsks, GanAsks, GanSpec } from '../../components/figure/asks';
import type { DigitSampleSpec } from '../../src/engine/digit-samples';

const size = 784;

export interface Arithmetic extends DiffusionAsks, GanAsks {
  readonly latent: number;
  readonly asked: { readonly sample: DigitSampleSpec[]; readonly generate: GanSpec[] };
}

/** The generator paints code number k on pixels k, k + latent, …; the denoiser says 0 whatever it sees; the judge calls every tenth picture 0 and describes it by two pixels of its middle. */
export function arithmetic(latent = 4): Arithmetic {
  const asked: Arithmetic['asked'] = { sample: [], generate: [] };
  const painted = ({ labels, z }: GanSpec) => Float32Array.from({ length: labels.length * size }, (_, k) => z[Math.floor(k / size) * latent + ((k % size) % latent)]);
  return {
    latent, asked,
    sample(spec, { onProgress } = {}) {
      asked.sample.push(spec);
      const n = spec.labels.length;
      const x = spec.from ? Float32Array.from(spec.from.x, (v) => v / 1000) : new Float32Array(n * size).fill(spec.seed);
      if (spec.every) onProgress?.({ first: 0, count: n, t: 0.5, evaluations: 1, x, denoised: x, done: 0.5 });
      return Promise.resolve({ x, times: new Float64Array(2), evaluations: 10, path: [], backend: 'simd', judgement: null, milliseconds: n * 20 });
    },
    guess: ({ x }) => Promise.resolve(new Float32Array(x.length)),
    judge({ x }) {
      const n = x.length / size;
      const features = Float64Array.from({ length: 2 * n }, (_, k) => x[Math.floor(k / 2) * size + 378 + 28 * (k % 2)]);
      return Promise.resolve({ classes: Int32Array.from({ length: n }, (_, i) => (i % 20 === 0 ? 5 : i % 10)), logProbabilities: new Float64Array(10 * n).fill(Math.log(0.9)), features: { data: features, dim: 2 } });
    },
    generate(spec) {
      asked.generate.push(spec);
      return Promise.resolve({ x: painted(spec), milliseconds: spec.labels.length * 0.5 });
    },
    invert({ x, labels, steps }, { onProgress } = {}) {
      // The best code is the mean of the pixels that it paints; half way there at half of the steps.
      const z = Float64Array.from({ length: labels.length * latent }, (_, k) => {
        const row = x.subarray(Math.floor(k / latent) * size, (Math.floor(k / latent) + 1) * size);
        return row.filter((_v, p) => p % latent === k % latent).reduce((sum: number, v: number) => sum + v, 0) / (size / latent);
      });
      const at = (share: number, step: number) => {
        const code = z.map((v) => share * v);
        return { step, z: code, x: painted({ labels, z: code }), errors: labels.map(() => 1 - share) };
      };
      onProgress?.(at(0.5, steps / 2));
      return Promise.resolve(at(1, steps));
    },
  };
}
