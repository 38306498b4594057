import { getKernel, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { names } from './kernels';

type Elementwise = (a: number, b: number, c: number, p: number, q: number) => number;

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

const elementwise: readonly (readonly [string, Elementwise])[] = [
  [names.silu, (z) => z * logistic(z)],
  [
    names.siluBack,
    (z, above) => {
      const s = logistic(z);
      return above * s * (1 + z * (1 - s));
    },
  ],
  [names.siluValue, (z) => z * Math.fround(logistic(z))],
  [
    names.siluSlope,
    (z) => {
      const s = Math.fround(logistic(z));
      return s + Math.fround(Math.fround(z * s) * Math.fround(1 - s));
    },
  ],
  [names.blend, (a, b, _c, p, q) => p * a + q * b],
  [names.blendSquare, (a, b, _c, p) => p * a + b * b],
  [names.adam, (a, b, c, p, q) => a - (p * b) / (Math.sqrt(c) + q)],
];

/** Registers the fused kernels of the CPU backend, once. */
export function registerCpuKernels(): void {
  if (getKernel(names.product, 'cpu')) return;
  for (const [kernelName, f] of elementwise) {
    registerKernel({
      kernelName,
      backendName: 'cpu',
      kernelFunc: ({ inputs, backend, attrs }) => {
        const cpu = backend as MathBackendCPU;
        const a = values(cpu, inputs.a as TensorInfo);
        const b = inputs.b ? values(cpu, inputs.b) : a;
        const c = inputs.c ? values(cpu, inputs.c) : a;
        const { p = 0, q = 0 } = (attrs ?? {}) as { readonly p?: number; readonly q?: number };
        const out = new Float32Array(a.length);
        for (let i = 0; i < out.length; i++) out[i] = f(a[i], b[i], c[i], p, q);
        return cpu.makeTensorInfo((inputs.a as TensorInfo).shape, 'float32', out);
      },
    });
  }
  registerKernel({
    kernelName: names.addRow,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend }) => {
      const cpu = backend as MathBackendCPU;
      const [a, b] = [values(cpu, inputs.a as TensorInfo), values(cpu, inputs.b as TensorInfo)];
      const out = new Float32Array(a.length);
      for (let i = 0; i < a.length; i += b.length) for (let j = 0; j < b.length; j++) out[i + j] = a[i + j] + b[j];
      return cpu.makeTensorInfo((inputs.a as TensorInfo).shape, 'float32', out);
    },
  });
  registerKernel({
    kernelName: names.columnSums,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend }) => {
      const cpu = backend as MathBackendCPU;
      const a = values(cpu, inputs.a as TensorInfo);
      const n = (inputs.a as TensorInfo).shape[1];
      const sums = new Float64Array(n);
      for (let i = 0; i < a.length; i += n) for (let j = 0; j < n; j++) sums[j] += a[i + j];
      return cpu.makeTensorInfo([1, n], 'float32', Float32Array.from(sums));
    },
  });
  registerKernel({
    kernelName: names.patches,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const cpu = backend as MathBackendCPU;
      const a = inputs.a as TensorInfo;
      const { height, width } = attrs as unknown as { readonly height: number; readonly width: number };
      const [rows, c] = a.shape;
      return cpu.makeTensorInfo([rows, 9 * c], 'float32', patches(values(cpu, a), rows, c, height, width));
    },
  });
  registerKernel({
    kernelName: names.product,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const cpu = backend as MathBackendCPU;
      const { transposeA, transposeB } = attrs as unknown as {
        readonly transposeA: boolean;
        readonly transposeB: boolean;
      };
      const [a, b] = [inputs.a as TensorInfo, inputs.b as TensorInfo];
      const A = transposeA ? transposed(values(cpu, a), a.shape[0], a.shape[1]) : values(cpu, a);
      const B = transposeB ? transposed(values(cpu, b), b.shape[0], b.shape[1]) : values(cpu, b);
      const [M, K] = transposeA ? [a.shape[1], a.shape[0]] : [a.shape[0], a.shape[1]];
      const N = transposeB ? b.shape[0] : b.shape[1];
      return cpu.makeTensorInfo([M, N], 'float32', product(A, B, M, N, K));
    },
  });
}

function values(cpu: MathBackendCPU, { dataId }: TensorInfo): Float32Array {
  return cpu.data.get(dataId).values as Float32Array;
}

function transposed(x: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j];
  return out;
}

function patches(x: Float32Array, rows: number, c: number, height: number, width: number): Float32Array {
  const out = new Float32Array(9 * x.length);
  for (let pixel = 0; pixel < rows; pixel++) {
    const row = Math.floor(pixel / width) % height,
      column = pixel % width;
    for (let tap = 0; tap < 9; tap++) {
      const dy = Math.floor(tap / 3) - 1,
        dx = (tap % 3) - 1;
      if (row + dy < 0 || row + dy >= height || column + dx < 0 || column + dx >= width) continue;
      const from = (pixel + dy * width + dx) * c,
        to = (9 * pixel + tap) * c;
      for (let k = 0; k < c; k++) out[to + k] = x[from + k];
    }
  }
  return out;
}

/** Two rows of A at a time, four rows of B at a time: every access runs along memory. */
function product(A: Float32Array, B: Float32Array, M: number, N: number, K: number): Float32Array {
  const C = new Float32Array(M * N);
  const full = K & ~3;
  const pairs = M & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const c = i * N,
      d = c + N;
    let k = 0;
    for (; k < full; k += 4) {
      const at = i * K + k,
        below = at + K;
      const a0 = A[at],
        a1 = A[at + 1],
        a2 = A[at + 2],
        a3 = A[at + 3];
      const e0 = A[below],
        e1 = A[below + 1],
        e2 = A[below + 2],
        e3 = A[below + 3];
      const b0 = k * N,
        b1 = b0 + N,
        b2 = b1 + N,
        b3 = b2 + N;
      for (let j = 0; j < N; j++) {
        const x0 = B[b0 + j],
          x1 = B[b1 + j],
          x2 = B[b2 + j],
          x3 = B[b3 + j];
        C[c + j] += a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
        C[d + j] += e0 * x0 + e1 * x1 + e2 * x2 + e3 * x3;
      }
    }
    for (; k < K; k++) {
      const a = A[i * K + k],
        e = A[i * K + K + k];
      for (let j = 0; j < N; j++) {
        const x = B[k * N + j];
        C[c + j] += a * x;
        C[d + j] += e * x;
      }
    }
  }
  for (let i = pairs; i < M; i++) {
    const c = i * N;
    let k = 0;
    for (; k < full; k += 4) {
      const at = i * K + k;
      const a0 = A[at],
        a1 = A[at + 1],
        a2 = A[at + 2],
        a3 = A[at + 3];
      const b0 = k * N,
        b1 = b0 + N,
        b2 = b1 + N,
        b3 = b2 + N;
      for (let j = 0; j < N; j++) C[c + j] += a0 * B[b0 + j] + a1 * B[b1 + j] + a2 * B[b2 + j] + a3 * B[b3 + j];
    }
    for (; k < K; k++) {
      const a = A[i * K + k];
      for (let j = 0; j < N; j++) C[c + j] += a * B[k * N + j];
    }
  }
  return C;
}
