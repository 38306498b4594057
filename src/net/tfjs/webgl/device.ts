import {
  engine,
  getKernel,
  registerKernel,
  tensor2d,
  tidy,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { NetworkSpec } from '../../../core/network';
import type { NetworkBatch } from '../../batches';
import { BETA_1, BETA_2, EPSILON } from '../../clock';
import { layers, type LayerShape } from '../../shape';
import { featureGradient, featureTangent, withParameters } from '../derivatives';
import type { Device, OptimizerValues, Pace, Terms } from '../device';
import { batchMatrix, layoutOf, stacked, unstacked, type Layout } from './layout';
import { adam, affine, backward, gradient, output, silu, terms } from './programs';

/** Runs any shader of ours as a kernel of TensorFlow.js, which then keeps its textures. */
const KERNEL = 'BookProgram';

export function registerWebglKernels(): void {
  if (getKernel(KERNEL, 'webgl')) return;
  registerKernel({
    kernelName: KERNEL,
    backendName: 'webgl',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { program, uniforms } = attrs as unknown as {
        readonly program: GPGPUProgram;
        readonly uniforms: number[][];
      };
      const given = program.variableNames.map((name) => inputs[name] as TensorInfo);
      return (backend as MathBackendWebGL).runWebGLProgram(program, given, 'float32', uniforms, true);
    },
  });
}

/** Runs a shader on tensors, in the order of its variables. */
export function runProgram<T extends Tensor>(
  program: GPGPUProgram,
  inputs: readonly Tensor[],
  ...uniforms: readonly number[]
): T {
  const named: NamedTensorMap = Object.fromEntries(program.variableNames.map((name, i) => [name, inputs[i]]));
  const attrs = { program, uniforms: uniforms.map((value) => [value]) } as unknown as NamedAttrMap;
  return engine().runKernel<T>(KERNEL, named, attrs);
}

const run = runProgram<Tensor2D>;

/** The shaders for `n` rows, made once and compiled at their first use. */
function programsFor(layout: Layout, n: number) {
  const hidden = layout.layers.slice(0, -1);
  return {
    n,
    affine: hidden.map((_, l) => affine(layout, l, n)),
    silu: silu(layout, n),
    predict: output(layout, n, false),
    slope: output(layout, n, true),
    backward: hidden.map((_, l) => backward(layout, l, n)),
    gradient: gradient(layout, n),
    adam: adam(layout),
    firstTerms: terms(layout, n, true),
    terms: terms(layout, n, false),
  };
}

type Programs = ReturnType<typeof programsFor>;

export class WebglDevice implements Device {
  private readonly layout: Layout;
  private readonly shape: readonly LayerShape[];
  private readonly made = new Map<number, Programs>();
  /** Weights, average and moments. */
  private state: Tensor2D | null = null;
  /** Terms of the last step, and below them of all steps, with the rows that count. */
  private sums: { readonly tensor: Tensor2D; readonly n: number } | null = null;

  constructor(network: NetworkSpec, dim: number) {
    this.layout = layoutOf(network, dim);
    this.shape = layers(network, dim);
  }

  step(batch: NetworkBatch, { k, rate, kept }: Pace): void {
    const { layout } = this;
    const n = batch.weight.length;
    const programs = this.programs(n);
    const old = this.held();
    const before = this.sums?.tensor;
    const [state, sums] = tidy(() => {
      const data = tensor2d(batchMatrix(layout, n, batch.features, batch), [programs.n, layout.batch.columns]);
      const { z, h } = this.hidden(programs, data, old, 0);
      const taken = [data, ...h];
      const slopes = [run(programs.slope, [taken[z.length], old, data], 0)];
      for (let l = z.length - 1; l >= 0; l--) slopes.unshift(run(programs.backward[l], [slopes[0], old, z[l]]));
      const slope = run(programs.gradient, [...taken, ...slopes]);
      const next = run(
        programs.adam,
        [old, slope],
        rate / (1 - BETA_1 ** k),
        Math.sqrt(1 - BETA_2 ** k),
        EPSILON,
        kept,
      );
      const error = slopes[z.length];
      return [next, before ? run(programs.terms, [error, data, before]) : run(programs.firstTerms, [error, data])];
    });
    old.dispose();
    before?.dispose();
    this.state = state;
    this.sums = { tensor: sums, n };
  }

  terms(): Terms {
    if (!this.sums) throw new Error('no step has been taken since the terms were read');
    const { tensor, n } = this.sums;
    const values = tensor.dataSync<'float32'>();
    tensor.dispose();
    this.sums = null;
    return { last: this.columns(values, 0, n), total: this.columns(values, tensor.shape[0] / 2, n) };
  }

  predict(features: Float32Array, which: 'ema' | 'raw'): Float32Array {
    const { layout } = this;
    const n = features.length / layout.batch.inputs;
    const programs = this.programs(n);
    const block = which === 'ema' ? layout.rows / 2 : 0;
    const values = tidy(() => {
      const data = tensor2d(batchMatrix(layout, n, features), [programs.n, layout.batch.columns]);
      const { h } = this.hidden(programs, data, this.held(), block);
      return run(programs.predict, [h[h.length - 1], this.held()], block).dataSync<'float32'>();
    });
    return this.columns(values, 0, n);
  }

  inputGradient(features: Float32Array, cotangent: Float32Array, which: 'ema' | 'raw'): Float32Array {
    return withParameters(this.values(which), (w, on) => featureGradient(w, this.shape, features, cotangent, on));
  }

  tangent(features: Float32Array, direction: Float32Array, which: 'ema' | 'raw') {
    return withParameters(this.values(which), (w, on) => featureTangent(w, this.shape, features, direction, on));
  }

  read(): OptimizerValues {
    return unstacked(this.layout, this.held().dataSync<'float32'>());
  }

  write({ weights, ema = weights, first, second }: Pick<OptimizerValues, 'weights'> & Partial<OptimizerValues>): void {
    const { layout } = this;
    const none = new Float32Array(weights.length);
    this.dispose();
    this.state = tensor2d(stacked(layout, { weights, ema, first: first ?? none, second: second ?? none }), [
      4 * layout.rows,
      layout.width,
    ]);
  }

  dispose(): void {
    this.state?.dispose();
    this.sums?.tensor.dispose();
    this.state = null;
    this.sums = null;
  }

  private values(which: 'ema' | 'raw'): Float32Array {
    const { weights, ema } = this.read();
    return which === 'ema' ? ema : weights;
  }

  /** z and SiLU(z) of each hidden layer. */
  private hidden(programs: Programs, data: Tensor2D, state: Tensor2D, block: number) {
    const z: Tensor2D[] = [];
    const h: Tensor2D[] = [];
    for (const [l, program] of programs.affine.entries()) {
      z.push(run(program, [l === 0 ? data : h[l - 1], state], block));
      h.push(run(programs.silu, [z[l]]));
    }
    return { z, h };
  }

  private held(): Tensor2D {
    if (!this.state) throw new Error('the network has no weights yet');
    return this.state;
  }

  private programs(rows: number): Programs {
    const n = rows + (rows % 2);
    let programs = this.made.get(n);
    if (!programs) this.made.set(n, (programs = programsFor(this.layout, n)));
    return programs;
  }

  /** The first dim of two columns, from row `from`. */
  private columns(values: Float32Array, from: number, n: number): Float32Array {
    const { dim } = this.layout;
    return Float32Array.from({ length: n * dim }, (_, i) => values[2 * (from + Math.floor(i / dim)) + (i % dim)]);
  }
}
