import type { FromScratch } from './from-scratch';
import type { Backend } from '../../src/net/trainer';

/** The kernel at one size: milliseconds a step, and GFLOP/s beside its own bare matrix product. */
export interface KernelResult {
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly ms: number;
  readonly pointsPerSecond: number;
  readonly gflops: number;
  readonly bare: number;
  readonly share: number;
}

/** Milliseconds a step by us and by autodiff, medians; how many times faster ours is: median, least and greatest over pairs of rounds. */
export interface Comparison {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
}

/** A TensorFlow.js backend at 3 x 64, batch 256. */
export interface BackendResult extends Comparison {
  readonly backend: Exclude<Backend, 'simd'>;
  readonly pointsPerSecond: number;
  /** Largest relative difference between its losses and the kernel's, over ten calls of two steps on the same batches. */
  readonly parity: number;
}

/** Medians over seeds until the energy distance is below `bound`, and how many seeds reached it. */
export interface QualityResult {
  readonly bound: number;
  readonly seconds: number;
  readonly steps: number;
  readonly reached: number;
}

/** One sampler on the exact score of the eight Gaussians: 2,000 points, 50 steps. */
export interface SamplerResult {
  readonly name: string;
  readonly label: string;
  /** Denoiser calls of a run. */
  readonly evaluations: number;
  /** Milliseconds of a run, and of its denoiser calls alone, medians. */
  readonly ms: number;
  readonly bare: number;
  /** Points times evaluations per second. */
  readonly perSecond: number;
  /** The part that the run takes beyond those calls: median and quartiles over pairs of rounds. */
  readonly overhead: number;
  readonly lower: number;
  readonly upper: number;
}

/** Pictures a second on one backend: trained and sampled (10 evaluations, guidance 1) by us, trained by idiomatic TensorFlow.js. */
export interface ImageResult {
  readonly backend: Backend;
  readonly trained: number;
  readonly sampled: number;
  /** Operations of training a second, three times forward. */
  readonly gflops: number;
  /** Largest relative difference of three losses from the kernel's. */
  readonly parity: number;
  /** Or why it can't. */
  readonly idiomatic: number | string;
}

/** One training of the live digits' network from new weights: when its samples became what was asked. */
export interface AgreementResult {
  readonly seed: number;
  readonly reached: readonly { readonly share: number; readonly seconds: number; readonly images: number }[];
  readonly curve: readonly { readonly images: number; readonly agreement: number }[];
}

export interface ImagesResult {
  readonly network: string;
  readonly batch: number;
  readonly rows: readonly ImageResult[];
  /** On the kernel, one per seed. */
  readonly agreement: readonly AgreementResult[];
  readonly missing: readonly string[];
}

/** One step of both players on one backend, beside idiomatic TensorFlow.js; `rules` says which game. */
export interface GanStepResult extends Comparison {
  readonly backend: Backend;
  readonly rules: string;
  /** Where the idiomatic one runs: the same backend, or for the kernel its fastest. */
  readonly beside: Exclude<Backend, 'simd'>;
  /** Largest relative difference of ten losses from the kernel's. */
  readonly parity: number;
}

/** Medians over five seeds until the energy distance is below `bound`. */
export interface GanQuality extends QualityResult {
  readonly model: 'GAN' | 'diffusion';
  /** Of one step. */
  readonly milliseconds: number;
}

export interface GanResult {
  readonly steps: readonly GanStepResult[];
  readonly missing: readonly string[];
  readonly quality: readonly GanQuality[];
}

/** One step of an objective, beside the same as one writes it with TensorFlow.js on `beside`. */
export interface ObjectiveResult extends Comparison {
  readonly name: string;
  readonly backend: Backend;
  readonly beside: Exclude<Backend, 'simd'>;
}

export interface ObjectivesResult {
  readonly steps: readonly ObjectiveResult[];
  readonly missing: readonly string[];
}

/** The sum over a cloud's charges on the kernel, beside the plain loop. */
export interface ChargesResult {
  /** Places asked for in one go. */
  readonly places: number;
  readonly rows: readonly (Comparison & {
    readonly charges: number;
    readonly extra: string;
    /** Greatest difference of the two, in data units. */
    readonly parity: number;
  })[];
}

export interface BenchResult {
  /** What draws WebGL. */
  readonly renderer: string;
  readonly isolated: boolean;
  readonly kernel: readonly KernelResult[];
  /** The kernel at 3 x 64, batch 256, beside idiomatic TensorFlow.js on `best`. */
  readonly simd: Comparison;
  readonly backends: readonly BackendResult[];
  /** Backends that could not run, and why. */
  readonly missing: readonly string[];
  /** The backend that idiomatic TensorFlow.js is fastest on. */
  readonly best: BackendResult['backend'];
  /** Milliseconds for 500 samples in 20 DDIM steps by the kernel. */
  readonly sampling: number;
  readonly samplers: readonly SamplerResult[];
  readonly images: ImagesResult;
  readonly scratch: readonly FromScratch[];
  readonly gan?: GanResult;
  readonly objectives?: ObjectivesResult;
  readonly charges?: ChargesResult;
  readonly quality: { readonly ours: readonly QualityResult[]; readonly theirs: readonly QualityResult[] };
}
