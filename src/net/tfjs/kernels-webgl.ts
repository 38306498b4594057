import { getKernel, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { names } from './kernels';

/** GLSL of each kernel in its inputs a, b, c and numbers p, q, four values at a time. */
const code: readonly (readonly [name: string, inputs: readonly string[], expression: string])[] = [
  [names.silu, ['a'], 'a / (1.0 + exp(-a))'],
  // With s the logistic function of z: s (1 + z (1 - s)).
  [names.siluBack, ['a', 'b'], 'b / (1.0 + exp(-a)) * (1.0 + a - a / (1.0 + exp(-a)))'],
  [names.blend, ['a', 'b'], 'p * a + q * b'],
  [names.blendSquare, ['a', 'b'], 'p * a + b * b'],
  [names.adam, ['a', 'b', 'c'], 'a - p * b / (sqrt(c) + q)'],
];

/** Registers the fused kernels of the WebGL backend, once. */
export function registerWebglKernels(): void {
  for (const [kernelName, inputs, expression] of code) {
    if (getKernel(kernelName, 'webgl')) continue;
    registerKernel({
      kernelName,
      backendName: 'webgl',
      kernelFunc: ({ inputs: given, backend, attrs }) => {
        const tensors = inputs.map((name) => given[name] as TensorInfo);
        const webgl = backend as MathBackendWebGL;
        const program: GPGPUProgram = {
          variableNames: [...inputs],
          outputShape: tensors[0].shape,
          packedInputs: true,
          packedOutput: true,
          customUniforms: [{ name: 'p', type: 'float' }, { name: 'q', type: 'float' }],
          userCode: `void main() {
            ${inputs.map((name) => `vec4 ${name} = get${name.toUpperCase()}AtOutCoords();`).join('\n')}
            setOutput(${expression});
          }`,
        };
        const { p = 0, q = 0 } = (attrs ?? {}) as { readonly p?: number; readonly q?: number };
        return webgl.runWebGLProgram(program, tensors, 'float32', [[p], [q]]);
      },
    });
  }
}
