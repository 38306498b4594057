import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl';
import { BETA_1, BETA_2 } from '../../clock';
import type { Layout } from './layout';

/**
 * The shaders of a training step, thirteen for three hidden layers. A texel holds 2 x 2 numbers of a matrix, (x y; z w), and
 * is read by its place; a fragment sums a 2 x 2 block of a product.
 */

export type Uniforms = readonly (readonly number[])[];

function program(
  variableNames: string[],
  outputShape: [number, number],
  body: string,
  ...uniforms: [name: string, type: 'int' | 'float'][]
): GPGPUProgram {
  return {
    variableNames,
    outputShape,
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms.map(([name, type]) => ({ name, type })),
    userCode: `
      #define at(matrix, column, row) texelFetch(matrix, ivec2(column, row), 0)
      ${body}`,
  };
}

const main = (code: string) => `
  void main() {
    int column = int(gl_FragCoord.x);
    int row = int(gl_FragCoord.y);
    ${code}
  }`;

/** sum += a b, for 2 x 2 blocks, and with b or a transposed. */
const AB = 'sum += a.xxzz * b.xyxy + a.yyww * b.zwzw;';
const ABt = 'sum += a.xxzz * b.xzxz + a.yyww * b.ywyw;';
const AtB = 'sum += a.xxyy * b.xyxy + a.zzww * b.zwzw;';

/** A sum over texels k: a and b are fetched by expressions in k. */
const product = (texels: number, a: string, b: string, add: string) => `
  for (int k = 0; k < ${texels}; k++) {
    vec4 a = ${a};
    vec4 b = ${b};
    ${add}
  }`;

/** z = x W + b of hidden layer `l`, from the parameters whose block starts at texel row `block`. */
export function affine({ layers, width, batch }: Layout, l: number, n: number): GPGPUProgram {
  const { row, biasRow } = layers[l];
  const texels = (l === 0 ? batch.target : width) / 2;
  return program(
    ['inputs', 'parameters'],
    [n, width],
    main(`
    vec4 sum = at(parameters, column, block + ${biasRow / 2}).xyxy;
    ${product(texels, 'at(inputs, k, row)', `at(parameters, column, block + ${row / 2} + k)`, AB)}
    setOutput(sum);`),
    ['block', 'int'],
  );
}

/** SiLU, number by number. */
export function silu({ width }: Layout, n: number): GPGPUProgram {
  return program(
    ['z'],
    [n, width],
    main(`
    vec4 x = at(z, column, row);
    setOutput(x / (1.0 + exp(-x)));`),
  );
}

/** The network's output [n, 2]; with `aims`, the loss's gradient at it instead: (output - target) 2 w / (n dim). */
export function output({ layers, width, batch }: Layout, n: number, aims: boolean): GPGPUProgram {
  const { row, biasRow } = layers[layers.length - 1];
  return program(
    aims ? ['inputs', 'parameters', 'batch'] : ['inputs', 'parameters'],
    [n, 2],
    main(`
    vec4 sum = at(parameters, 0, block + ${biasRow / 2}).xyxy;
    ${product(width / 2, 'at(inputs, k, row)', `at(parameters, k, block + ${row / 2})`, ABt)}
    ${aims ? `sum = (sum - at(batch, ${batch.target / 2}, row)) * at(batch, ${batch.weight / 2}, row).xxzz;` : ''}
    setOutput(sum);`),
    ['block', 'int'],
  );
}

/** The gradient at hidden layer `l`'s z: the next layer's, through its weights, times SiLU'(z) = s (1 + z (1 - s)). */
export function backward({ layers, width }: Layout, l: number, n: number): GPGPUProgram {
  const row = layers[l + 1].row / 2;
  const last = l + 2 === layers.length;
  return program(
    ['above', 'parameters', 'z'],
    [n, width],
    main(`
    vec4 sum = vec4(0.0);
    ${
      last
        ? product(1, 'at(above, k, row)', `at(parameters, column, ${row})`, AB)
        : product(width / 2, 'at(above, k, row)', `at(parameters, k, ${row} + column)`, ABt)
    }
    vec4 x = at(z, column, row);
    vec4 s = 1.0 / (1.0 + exp(-x));
    setOutput(sum * s * (1.0 + x * (1.0 - s)));`),
  );
}

/**
 * The gradient of all parameters, in their layout: x^T g for each layer's weights (g^T x for the last, which is transposed), and the
 * sums of g's rows for its biases. Inputs: what layer 0, 1, … takes, then the gradients g at what each gives.
 */
export function gradient({ layers, width, rows }: Layout, n: number): GPGPUProgram {
  const taken = layers.map((_, l) => `x${l}`);
  const given = layers.map((_, l) => `g${l}`);
  const cases = layers.map(({ row, biasRow }, l) => {
    const [a, b] = l + 1 < layers.length ? [taken[l], given[l]] : [given[l], taken[l]];
    return `
      if (row < ${biasRow / 2}) {
        ${product(n / 2, `at(${a}, row - ${row / 2}, k)`, `at(${b}, column, k)`, AtB)}
      } else if (row < ${biasRow / 2 + 1}) {
        ${product(n / 2, 'vec4(1.0, 0.0, 1.0, 0.0)', l + 1 < layers.length ? `at(${given[l]}, column, k)` : `column > 0 ? vec4(0.0) : at(${given[l]}, 0, k)`, AtB)}
      } else`;
  });
  return program(
    [...taken, ...given],
    [rows, width],
    main(`
    vec4 sum = vec4(0.0);
    ${cases.join('')} {}
    setOutput(sum);`),
  );
}

/**
 * Adam and the average of weights, for all four blocks of the state at once (Kingma and Ba 2015, algorithm 1):
 * `size` is the rate over 1 - beta_1^k, `root` is sqrt(1 - beta_2^k).
 */
export function adam({ rows, width }: Layout): GPGPUProgram {
  const texels = rows / 2;
  return program(
    ['state', 'slope'],
    [4 * rows, width],
    main(`
    int block = row / ${texels};
    int i = row - block * ${texels};
    vec4 g = at(slope, column, i);
    vec4 m = ${BETA_1} * at(state, column, i + ${2 * texels}) + ${1 - BETA_1} * g;
    vec4 v = ${BETA_2} * at(state, column, i + ${3 * texels}) + ${1 - BETA_2} * g * g;
    vec4 w = at(state, column, i) - size * m / (sqrt(v) / root + epsilon);
    vec4 e = at(state, column, i + ${texels});
    e += (1.0 - kept) * (w - e);
    setOutput(block == 0 ? w : block == 1 ? e : block == 2 ? m : v);`),
    ['size', 'float'],
    ['root', 'float'],
    ['epsilon', 'float'],
    ['kept', 'float'],
  );
}

/** Twice the loss's terms g^2 / (2 w / (n dim)): of this step, and below them their sum with those of `before`. */
export function terms({ batch }: Layout, n: number, first: boolean): GPGPUProgram {
  return program(
    first ? ['slope', 'batch'] : ['slope', 'batch', 'before'],
    [2 * n, 2],
    main(`
    int i = row % ${n / 2};
    vec4 g = at(slope, 0, i);
    vec4 share = at(batch, ${batch.weight / 2}, i).xxzz;
    vec4 term = mix(vec4(0.0), g * g / share, greaterThan(share, vec4(0.0)));
    ${first ? '' : `if (row >= ${n / 2}) term += at(before, 0, row);`}
    setOutput(term);`),
  );
}
