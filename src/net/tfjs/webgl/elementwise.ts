import type { Tensor } from '@tensorflow/tfjs-core';
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl';
import { runProgram } from './device';

/** A shader that makes one tensor, number by number, of others of the same shape; `body` sees them by their names and ends in an expression. */
function elementwise(
  variableNames: string[],
  outputShape: number[],
  body: string,
  uniforms: readonly string[] = [],
): GPGPUProgram {
  const fetched = variableNames.map((name) => `vec4 ${name.toLowerCase()} = get${name}AtOutCoords();`).join('\n');
  return {
    variableNames,
    outputShape,
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms.map((name) => ({ name, type: 'float' as const })),
    userCode: `void main() { ${fetched} ${body} }`,
  };
}

/** x s and s + x s (1 - s), with s the logistic function: SiLU and its slope, a shader each in place of five operations. */
export function siluAndSlope(x: Tensor): { readonly y: Tensor; readonly slope: Tensor } {
  return {
    y: runProgram(elementwise(['X'], x.shape, 'setOutput(x / (1.0 + exp(-x)));'), [x]),
    slope: runProgram(
      elementwise(['X'], x.shape, 'vec4 s = 1.0 / (1.0 + exp(-x)); setOutput(s * (1.0 + x * (1.0 - s)));'),
      [x],
    ),
  };
}

/** share a + (1 - share) b. */
export function blend<T extends Tensor>(a: T, b: T, share: number): T {
  return runProgram<T>(
    elementwise(['A', 'B'], a.shape, 'setOutput(share * a + (1.0 - share) * b);', ['share']),
    [a, b],
    share,
  );
}

/** share a + (1 - share) b^2. */
export function blendSquare<T extends Tensor>(a: T, b: T, share: number): T {
  return runProgram<T>(
    elementwise(['A', 'B'], a.shape, 'setOutput(share * a + (1.0 - share) * b * b);', ['share']),
    [a, b],
    share,
  );
}

/** w - rate m / (sqrt(unbias v) + 1e-8): the step of Adam. */
export function adamStep<T extends Tensor>(w: T, m: T, v: T, rate: number, unbias: number): T {
  return runProgram<T>(
    elementwise(['W', 'M', 'V'], w.shape, 'setOutput(w - rate * m / (sqrt(unbias * v) + 1e-8));', ['rate', 'unbias']),
    [w, m, v],
    rate,
    unbias,
  );
}

/** a SiLU''(x) b. */
export function siluBend(x: Tensor, a: Tensor, b: Tensor): Tensor {
  const body = 'vec4 s = 1.0 / (1.0 + exp(-x)); setOutput(a * b * s * (1.0 - s) * (2.0 + x * (1.0 - 2.0 * s)));';
  return runProgram(elementwise(['X', 'A', 'B'], x.shape, body), [x, a, b]);
}
