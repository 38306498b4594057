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

/** A TensorFlow.js backend at 3 x 64, batch 256: milliseconds a step by hand and by autodiff. */
export interface BackendResult {
  readonly backend: Exclude<Backend, 'simd'>;
  readonly ours: number;
  readonly theirs: number;
  readonly pointsPerSecond: number;
  readonly ratio: number;
}

/** Medians over seeds until the energy distance is below `bound`, and how many seeds reached it. */
export interface QualityResult {
  readonly bound: number;
  readonly seconds: number;
  readonly steps: number;
  readonly reached: number;
}

export interface BenchResult {
  /** What draws WebGL. */
  readonly renderer: string;
  readonly isolated: boolean;
  readonly kernel: readonly KernelResult[];
  readonly backends: readonly BackendResult[];
  /** Backends that could not run, and why. */
  readonly missing: readonly string[];
  /** The backend that idiomatic TensorFlow.js is fastest on. */
  readonly best: BackendResult['backend'];
  /** Milliseconds for 500 samples in 20 DDIM steps by the kernel. */
  readonly sampling: number;
  readonly quality: { readonly ours: readonly QualityResult[]; readonly theirs: readonly QualityResult[] };
}
