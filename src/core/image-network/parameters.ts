import type { Embedding, ImageNetwork, Layer } from './description';

/** How a parameter starts: uniform in +-1 / sqrt(fanIn) (LeCun et al. 1998b's scale), standard normal, or a constant. */
export type Start = 'uniform' | 'normal' | 'zero' | 'one';

/** One array of parameters: a matrix [rows, columns] or, with one row, a vector. */
export interface Parameter {
  /** Place in the list. */
  readonly index: number;
  /** Where it lies in the flat vector of all parameters. */
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
  readonly start: Start;
  /** Numbers summed into each output. */
  readonly fanIn: number;
  /** Whether its columns are output channels (a matrix of weights), for quantisation. */
  readonly matrix: boolean;
}

/** A layer with its parameters, in order; a residual layer's inner layers with theirs. */
export interface BoundLayer {
  readonly layer: Layer;
  readonly parameters: readonly Parameter[];
  readonly inner: readonly BoundLayer[];
}

export interface BoundNetwork {
  readonly network: ImageNetwork;
  /** Weights and biases of the linear map of the noise's features, where it is told noise, then the classes' table. */
  readonly embedding: readonly Parameter[];
  readonly layers: readonly BoundLayer[];
  /** All parameters in order. */
  readonly parameters: readonly Parameter[];
  /** Numbers in all. */
  readonly size: number;
}

type Shape = Pick<Parameter, 'rows' | 'columns' | 'start' | 'fanIn' | 'matrix'>;

/** Gives every layer its parameters: embedding first, then the layers in reading order. */
export function bind(network: ImageNetwork): BoundNetwork {
  const all: Parameter[] = [];
  let at = 0;
  const take = (shapes: readonly Shape[]) =>
    shapes.map((shape) => {
      const parameter: Parameter = { ...shape, index: all.length, at };
      all.push(parameter);
      at += shape.rows * shape.columns;
      return parameter;
    });
  const bindLayer = (layer: Layer): BoundLayer => ({
    layer,
    parameters: take(layerShapes(layer)),
    inner: layer.kind === 'residual' ? layer.inner.map(bindLayer) : [],
  });
  const embedding = take(network.embedding ? embeddingShapes(network.embedding) : []);
  return { network, embedding, layers: network.layers.map(bindLayer), parameters: all, size: at };
}

/** Numbers of weights, biases, gains and table entries. */
export function parameterCount(network: ImageNetwork): number {
  return bind(network).size;
}

function affine(from: number, to: number, start: Start): readonly Shape[] {
  return [
    { rows: from, columns: to, start, fanIn: from, matrix: true },
    { rows: 1, columns: to, start, fanIn: from, matrix: false },
  ];
}

function embeddingShapes({ width, frequencies, classes }: Embedding): readonly Shape[] {
  const time = frequencies === 0 ? [] : affine(2 * frequencies, width, 'uniform');
  return classes === 0
    ? time
    : [...time, { rows: classes + 1, columns: width, start: 'normal', fanIn: 1, matrix: true }];
}

/** Parameters of one layer, its inner layers' not counted. */
function layerShapes(layer: Layer): readonly Shape[] {
  switch (layer.kind) {
    case 'convolution':
      return affine(layer.size ** 2 * layer.from, layer.to, layer.zero ? 'zero' : 'uniform');
    case 'linear':
      return affine(layer.from, layer.to, layer.zero ? 'zero' : 'uniform');
    case 'film':
      return affine(layer.embedding, 2 * layer.channels, 'uniform');
    case 'norm':
      return [
        { rows: 1, columns: layer.channels, start: 'one', fanIn: 1, matrix: false },
        { rows: 1, columns: layer.channels, start: 'zero', fanIn: 1, matrix: false },
      ];
    default:
      return [];
  }
}
