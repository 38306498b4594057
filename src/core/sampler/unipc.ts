import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import type { Sampler } from './sampler';
import { solveVandermonde } from './vandermonde';

export interface UnipcOptions {
  /** 1, 2 or 3: of the predictor; the corrector adds one. */
  readonly order?: number;
  /** B(h): `bh1` = h, `bh2` = e^h - 1. */
  readonly variant?: 'bh1' | 'bh2';
  /** Whether each state is corrected once the model has been asked there: UniC, at no further evaluation. */
  readonly corrector?: boolean;
  /** Whether the order falls to what is left of the steps at the end (steadier with few steps). */
  readonly lowerOrderFinal?: boolean;
}

/**
 * Zhao et al. 2023 (UniPC), the multistep form with data prediction: UniP-p steps ahead from the last p outputs m, then
 * UniC-p repeats the step with the output at its end added. That output is not asked for again at the corrected state.
 * States reported are the predictor's; the last one is never corrected. The signs follow hh = -h, the
 * names the authors' code.
 */
export const unipc: Sampler<UnipcOptions> = function* (input) {
  const { order = 2, variant = 'bh2', corrector = true, lowerOrderFinal = true } = input;
  checkChoice('unipc of order', order, [1, 2, 3]);
  checkChoice('unipc with variant', variant, ['bh1', 'bh2']);
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  const m = Array.from({ length: order + 1 }, memory); // output at step i at i mod (order + 1)
  const before = memory(); // the corrected state that the last step began from
  const [r, b, rho] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  const output = (i: number): Float64Array => m[i % (order + 1)];

  /** Into x: the step i -> i + 1 from `from`, through the outputs of i, i - 1, … and, if it `corrects`, of i + 1. */
  const step = (i: number, p: number, from: Float64Array, corrects: boolean): void => {
    const hh = Math.log(sigma[i + 1] / sigma[i]);
    const h_phi_1 = Math.expm1(hh);
    const B_h = variant === 'bh1' ? hh : h_phi_1;
    const terms = corrects ? p : p - 1;
    for (let k = 1; k < p; k++) r[k - 1] = Math.log(sigma[i] / sigma[i - k]) / -hh; // (lambda_(i-k) - lambda_i) / h
    if (corrects) r[p - 1] = 1;
    let h_phi_k = h_phi_1 / hh - 1;
    for (let k = 1, factorial = 1; k <= terms; k++) {
      b[k - 1] = (h_phi_k * factorial) / B_h;
      factorial *= k + 1;
      h_phi_k = h_phi_k / hh - 1 / factorial;
    }
    if (terms === 1)
      rho[0] = 0.5; // UniP-2 and UniC-1
    else solveVandermonde(r, b, rho, terms);

    const m0 = output(i);
    for (let j = 0; j < x.length; j++) x[j] = (1 + h_phi_1) * from[j] - h_phi_1 * m0[j];
    for (let k = 1; k <= terms; k++) {
      const mk = corrects && k === p ? output(i + 1) : output(i - k);
      const weight = (B_h * rho[k - 1]) / r[k - 1];
      for (let j = 0; j < x.length; j++) x[j] -= weight * (mk[j] - m0[j]);
    }
  };
  yield report(0);

  for (let i = 0, last = 0; i < n; i++) {
    denoise(x, times[i], output(i));
    if (corrector && i > 0) step(i - 1, last, before, true);
    before.set(x);
    last = Math.min(order, i + 1, sigma[i + 1] === 0 ? 1 : lowerOrderFinal ? n - i : order);
    step(i, last, before, false);
    yield report(i + 1);
  }
};

export const unipcEntry: SamplerEntry<UnipcOptions> = {
  label: 'UniPC',
  citation: 'zhao2023',
  source: 'UniP and UniC',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: { order: 2, variant: 'bh2', corrector: true, lowerOrderFinal: true },
  sampler: unipc,
};
