import { engine, type NamedAttrMap, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Fused kernels under the operations of a step. The CPU backend has them (`kernels-cpu.ts`), which saves most of its passes over
 * memory; WASM can't be extended from here and composes them of stock operations; WebGL has shaders of its own (`webgl/`).
 */
export const names = {
  silu: 'BookSilu',
  siluBack: 'BookSiluBack',
  blend: 'BookBlend',
  blendSquare: 'BookBlendSquare',
  adam: 'BookAdam',
  product: 'BookProduct',
  patches: 'BookPatches',
  addRow: 'BookAddRow',
  columnSums: 'BookColumnSums',
  siluValue: 'BookSiluValue',
  siluSlope: 'BookSiluSlope',
} as const;

function run<T>(name: string, inputs: Readonly<Record<string, Tensor1D | Tensor2D>>, attrs: NamedAttrMap = {}): T {
  return engine().runKernel(name, inputs, attrs) as unknown as T;
}

export const fusedKernels = {
  /** SiLU(z). */
  silu: (z: Tensor2D) => run<Tensor2D>(names.silu, { a: z }),
  /** SiLU'(z) times the gradient above. */
  siluBack: (z: Tensor2D, above: Tensor2D) => run<Tensor2D>(names.siluBack, { a: z, b: above }),
  /** p a + q b. */
  blend: (a: Tensor1D, b: Tensor1D, p: number, q: number) => run<Tensor1D>(names.blend, { a, b }, { p, q }),
  /** p a + b^2. */
  blendSquare: (a: Tensor1D, b: Tensor1D, p: number) => run<Tensor1D>(names.blendSquare, { a, b }, { p, q: 0 }),
  /** a - p b / (sqrt(c) + q): the step of Adam. */
  adam: (a: Tensor1D, b: Tensor1D, c: Tensor1D, p: number, q: number) =>
    run<Tensor1D>(names.adam, { a, b, c }, { p, q }),
  /** A matrix product in plain loops (CPU only). */
  product: (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean) =>
    run<Tensor2D>(names.product, { a, b }, { transposeA, transposeB }),
  /** A row [1, n] added to every row of a matrix [m, n] (CPU only). */
  addRow: (a: Tensor2D, b: Tensor2D) => run<Tensor2D>(names.addRow, { a, b }),
  /** The sums of a matrix's columns, [1, n] (CPU only). */
  columnSums: (a: Tensor2D) => run<Tensor2D>(names.columnSums, { a }),
  /** SiLU(z) and SiLU'(z), rounded where TensorFlow.js's operations round (CPU only). */
  siluValue: (z: Tensor2D) => run<Tensor2D>(names.siluValue, { a: z }),
  siluSlope: (z: Tensor2D) => run<Tensor2D>(names.siluSlope, { a: z }),
  /** The 3 x 3 patch about every pixel of pictures [n height width, c]: [n height width, 9 c], zeros around (CPU only). */
  patches: (a: Tensor2D, { height, width }: { readonly height: number; readonly width: number }) =>
    run<Tensor2D>(names.patches, { a }, { height, width }),
};
