import type { Layer } from '../../core/image-network/description';
import type { BoundLayer, BoundNetwork } from '../../core/image-network/parameters';
import { pixelsOf, shapeAfter, type Shape } from '../../core/image-network/shapes';
import type { Ops } from './ops';

/** What goes in: pictures [n, side, side, channels] flat, and what the network is told. */
export interface Inputs {
  readonly pictures: Float32Array;
  readonly n: number;
  /** ln of each picture's noise level sigma / alpha in units of the data's deviation; for networks with an embedding. */
  readonly logNoise?: ArrayLike<number>;
  /** Each picture's class, `classes` for none; for networks with classes. */
  readonly labels?: Int32Array;
}

/** Looks at a pass from outside, and takes parts away. Layers are named by their places in the lists, from outside in: `3.2.0`. */
export interface Watcher<T> {
  /** Called with the output of every layer. */
  seen?(path: string, layer: Layer, y: T, shape: Shape): void;
  /** For a residual layer x + inner(x): without `inner` it passes x, without `skip` inner(x). */
  without?(path: string, layer: Layer): 'inner' | 'skip' | undefined;
  /** What the network is not told: 'noise', so that its features of the noise are 0, or, where true, anything: its embedding is 0. */
  readonly untold?: boolean | 'noise';
}

/** What is taken away of a network. */
export type Missing = Pick<Watcher<unknown>, 'without' | 'untold'>;

/** The result of a network on a batch and the way back. */
export interface Pass<T> {
  readonly output: T;
  /** The input of the last layer. */
  readonly features: T;
  /**
   * Gathers the gradients of all weights, given the gradient at the output, and returns that at the input, which
   * is not worked out unless asked for.
   */
  back(gradient: T, wantsInput?: boolean): T | undefined;
}

/** What layers share on their way: the embedding after its activation, and the gradient gathered at it. */
interface Told<T> {
  readonly e: T | undefined;
  readonly watcher: Watcher<T>;
  gradient: T | undefined;
}

/** A layer that was run: its output, and from the gradient there that at its input. */
interface Step<T> {
  readonly y: T;
  back(dy: T, wantsInput: boolean): T | undefined;
}

/**
 * The one composition: runs a network's layers, in order, on any backend's pieces, and remembers how to go back. Backward is
 * written by hand, layer by layer.
 */
export function forward<T>(
  ops: Ops<T>,
  { network, embedding, layers }: BoundNetwork,
  { pictures, n, logNoise, labels }: Inputs,
  watcher: Watcher<T> = {},
): Pass<T> {
  const { side, channels } = network;
  const told = embed(ops, network.embedding, embedding, n, logNoise, labels, watcher.untold === 'noise');
  const nothing =
    network.embedding && watcher.untold === true
      ? ops.put(new Float32Array(n * network.embedding.width), n, network.embedding.width)
      : undefined;
  const shared: Told<T> = { e: nothing ?? told?.y, watcher, gradient: undefined };
  const x = ops.put(pictures, n * side * side, channels);
  const list = runList(ops, layers, x, { side, channels }, n, shared, '');
  return {
    output: list.y,
    features: list.inputs[list.inputs.length - 1],
    back(gradient, wantsInput = false) {
      const dx = list.back(gradient, wantsInput);
      if (told && shared.gradient !== undefined) told.back(shared.gradient);
      return dx;
    },
  };
}

function runList<T>(
  ops: Ops<T>,
  layers: readonly BoundLayer[],
  start: T,
  startShape: Shape,
  n: number,
  told: Told<T>,
  under: string,
): Step<T> & { readonly inputs: readonly T[] } {
  let x = start;
  let shape = startShape;
  const inputs: T[] = [];
  const steps = layers.map((bound, i) => {
    inputs.push(x);
    const path = `${under}${i}`;
    const step = runLayer(ops, bound, x, shape, n, told, path);
    x = step.y;
    shape = shapeAfter(bound.layer, shape);
    told.watcher.seen?.(path, bound.layer, x, shape);
    return step;
  });
  return {
    y: x,
    inputs,
    back(dy, wantsInput) {
      let d: T | undefined = dy;
      for (let i = steps.length - 1; i >= 0; i--) d = steps[i].back(d as T, wantsInput || i > 0);
      return d;
    },
  };
}

function runLayer<T>(
  ops: Ops<T>,
  { layer, parameters, inner }: BoundLayer,
  x: T,
  shape: Shape,
  n: number,
  told: Told<T>,
  path: string,
): Step<T> {
  const [w, b] = parameters;
  const pixels = pixelsOf(shape);
  switch (layer.kind) {
    case 'convolution': {
      const { side } = shape;
      if (layer.size === 1) return affine(ops, x, w, b);
      return {
        y: ops.convolution(x, w, b, side),
        back(dy, wantsInput) {
          ops.convolutionWeights(x, dy, w, b, side);
          return wantsInput ? ops.convolutionInput(dy, w, side) : undefined;
        },
      };
    }
    case 'linear':
      return affine(ops, x, w, b);
    case 'norm': {
      const { y, kept } = ops.norm(x, w, b, layer.groups, pixels);
      return { y, back: (dy) => ops.normBack(x, kept, dy, w, b, layer.groups, pixels) };
    }
    case 'activation':
      return { y: ops.activation(x, layer.function), back: (dy) => ops.activationBack(x, dy, layer.function) };
    case 'film': {
      if (told.e === undefined)
        throw new Error('film in a network without an embedding (expected one in its description)');
      const map = affine(ops, told.e, w, b);
      return {
        y: ops.film(x, map.y, pixels),
        back(dy) {
          const { dx, dab } = ops.filmBack(x, map.y, dy, pixels);
          const de = map.back(dab, true) as T;
          told.gradient = told.gradient === undefined ? de : ops.add(told.gradient, de);
          return dx;
        },
      };
    }
    case 'to-depth':
      return { y: ops.toDepth(x, shape.side), back: (dy) => ops.toSpace(dy, shape.side / 2) };
    case 'to-space':
      return { y: ops.toSpace(x, shape.side), back: (dy) => ops.toDepth(dy, 2 * shape.side) };
    case 'pool': {
      const y = ops.pool(x, shape.side);
      return { y, back: (dy) => ops.poolBack(x, y, dy, shape.side) };
    }
    case 'flatten':
    case 'picture': {
      const [rows, columns] = ops.shape(x);
      const next = shapeAfter(layer, shape);
      return { y: ops.reshape(x, n * pixelsOf(next), next.channels), back: (dy) => ops.reshape(dy, rows, columns) };
    }
    case 'residual': {
      const without = told.watcher.without?.(path, layer);
      if (without === 'inner') return { y: x, back: (dy) => dy };
      const list = runList(ops, inner, x, shape, n, told, `${path}.`);
      if (without === 'skip') return list;
      return { y: ops.add(x, list.y), back: (dy) => ops.add(dy, list.back(dy, true) as T) };
    }
  }
}

function affine<T>(
  ops: Ops<T>,
  x: T,
  w: BoundLayer['parameters'][number],
  b: BoundLayer['parameters'][number],
): Step<T> {
  return {
    y: ops.linear(x, w, b),
    back(dy, wantsInput) {
      ops.linearWeights(x, dy, w, b);
      return wantsInput ? ops.linearInput(dy, w) : undefined;
    },
  };
}

/**
 * The embedding: SiLU of a linear map of sqrt(2) cos and sin of f_k ln(noise) / 2, with f_k geometric from 1/2 to 16, plus the
 * class's row.
 */
function embed<T>(
  ops: Ops<T>,
  spec: BoundNetwork['network']['embedding'],
  parameters: BoundNetwork['embedding'],
  n: number,
  logNoise: ArrayLike<number> | undefined,
  labels: Int32Array | undefined,
  deaf: boolean,
): { readonly y: T; back(dy: T): void } | undefined {
  if (!spec) return undefined;
  const [w, b] = spec.frequencies > 0 ? parameters : [];
  const table = spec.classes > 0 ? parameters[parameters.length - 1] : undefined;
  let map: Step<T> | undefined;
  if (w) {
    if (!logNoise || logNoise.length !== n)
      throw new RangeError(`${logNoise?.length ?? 'no'} noise levels for ${n} pictures (expected one each)`);
    const features = ops.put(
      deaf ? new Float32Array(2 * spec.frequencies * n) : noiseFeatures(logNoise, spec.frequencies),
      n,
      2 * spec.frequencies,
    );
    map = affine(ops, features, w, b);
  }
  let sum = map?.y;
  if (table) {
    if (!labels || labels.length !== n)
      throw new RangeError(`${labels?.length ?? 'no'} classes for ${n} pictures (expected one each)`);
    const row = ops.lookup(table, labels);
    sum = sum === undefined ? row : ops.add(sum, row);
  }
  if (sum === undefined) throw new Error('an embedding of nothing (expected frequencies or classes)');
  const before = sum;
  return {
    y: ops.activation(before, 'silu'),
    back(dy) {
      const d = ops.activationBack(before, dy, 'silu');
      map?.back(d, false);
      if (table && labels) ops.lookupBack(table, labels, d);
    },
  };
}

/** Rows of `frequencies` cosines, then as many sines. */
export function noiseFeatures(logNoise: ArrayLike<number>, frequencies: number): Float32Array {
  const out = new Float32Array(2 * frequencies * logNoise.length);
  for (let i = 0, at = 0; i < logNoise.length; i++, at += 2 * frequencies) {
    for (let k = 0; k < frequencies; k++) {
      const angle = 0.5 * logNoise[i] * 0.5 * 32 ** (k / (frequencies - 1));
      out[at + k] = Math.SQRT2 * Math.cos(angle);
      out[at + frequencies + k] = Math.SQRT2 * Math.sin(angle);
    }
  }
  return out;
}
