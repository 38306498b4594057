import { readFileSync } from 'node:fs';
import { buildKernel } from '../../scripts/kernel.mjs';
import { Kernel, type KernelShape } from '../../src/kernel/kernel';

/** A kernel from the built file, built first where it is missing or stale. */
export async function kernel(shape: Partial<KernelShape> = {}): Promise<Kernel> {
  const path = await buildKernel();
  const bytes = readFileSync(path);
  return Kernel.instantiate(bytes, { dim: 2, inputs: 24, width: 16, depth: 2, levels: 1024, ...shape });
}

/** Deterministic numbers in about [-1, 1], unlike each other. */
export function numbers(n: number, seed = 1): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1) * seed + seed));
}
