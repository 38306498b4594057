import { inputShape, type Layer } from '../../core/image-network/description';
import { recordOf } from '../../core/image-network/layers/index';
import type { Running, Step, Told, ToldContext } from '../../core/image-network/layers/record';
import type { BoundLayer, BoundNetwork } from '../../core/image-network/parameters';
import { places, type Shape } from '../../core/image-network/shape';
import { shapeAfter } from '../../core/image-network/shapes';
import { embed } from './embedding';
import type { Ops } from './ops';

/** What goes in, flat: [n, places, channels] of the network's input shape, and what the network is told. */
export interface Inputs {
  readonly pictures: Float32Array;
  readonly n: number;
  /** ln of each picture's noise level sigma / alpha in units of the data's deviation; for networks with an embedding. */
  readonly logNoise?: ArrayLike<number>;
  /** Each picture's class, `classes` for none; for networks with classes. */
  readonly labels?: Int32Array;
  /** Each field's value for every row, its size for none; for networks with attributes. */
  readonly attributes?: readonly Int32Array[];
  /** [n, width]: added to what the network makes of noise and class; for networks with an embedding. */
  readonly shift?: Float32Array;
  /** [n, length, channels] of the network's context; for networks with one. */
  readonly context?: Float32Array;
  /** In place of `context`: [n, length, channels] as the context's own layers put them out, which then do not run. Nothing goes back to them. */
  readonly encoded?: Float32Array;
  /** [n, length]: 1 where a place of the context holds something, 0 where not; absent: everywhere. */
  readonly contextMask?: Uint8Array;
}

/** Looks at a pass from outside, and takes parts away. Layers are named by their places in the lists, from outside in: `3.2.0`. */
export interface Watcher<T> {
  /** Called with the output of every layer; a context's own are called `context.1`. */
  seen?(path: string, layer: Layer, y: T, shape: Shape): void;
  /**
   * Called with the weights of every layer that attends, [n heads queries, keys], before it has run to its end: each row sums to 1 over the
   * keys that may be seen, masked keys are 0. A context's own layers are called `context.1`.
   */
  attended?(path: string, layer: Layer, weights: T): void;
  /** Called on the way back with the gradient [n, width] at the sum of noise, class and shift. */
  embedded?(gradient: T): void;
  /** For a residual layer x + inner(x): without `inner` it passes x, without `skip` inner(x). */
  without?(path: string, layer: Layer): 'inner' | 'skip' | undefined;
  /** Without conditioning: on the 'noise', so that its features are 0, or, where true, on anything: the embedding is 0. */
  readonly unconditioned?: boolean | 'noise';
}

/** What is taken away of a network. */
export type Missing = Pick<Watcher<unknown>, 'without' | 'unconditioned'>;

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

/** What all layers of a list run in. */
interface Room<T> {
  readonly ops: Ops<T>;
  readonly n: number;
  readonly watcher: Watcher<T>;
  readonly mask: Uint8Array | undefined;
  readonly embedding: Gathered<T> | undefined;
  readonly context: (Gathered<T> & ToldContext<T>) | undefined;
}

/** What layers share on their way, and the gradient gathered at it. */
interface Gathered<T> extends Told<T> {
  readonly gradient: () => T | undefined;
}

/**
 * The one composition: runs a network's layers, in order, on any backend's pieces, and remembers how to go back. What a layer does is its
 * record's.
 */
export function forward<T>(ops: Ops<T>, bound: BoundNetwork, inputs: Inputs, watcher: Watcher<T> = {}): Pass<T> {
  const { network, layers } = bound;
  const { n, pictures } = inputs;
  const shape = inputShape(network);
  const told = embed(ops, network.embedding, bound.embedding, inputs, watcher.unconditioned === 'noise');
  const nothing =
    network.embedding && watcher.unconditioned === true
      ? ops.put(new Float32Array(n * network.embedding.width), n, network.embedding.width)
      : undefined;
  const e = nothing ?? told?.y;
  const embedding = e === undefined ? undefined : gathered(ops, e);
  const context = attended(ops, bound, inputs, watcher);
  const x = ops.put(pictures, n * places(shape), shape.channels);
  const room: Room<T> = { ops, n, watcher, mask: undefined, embedding, context: context?.told };
  const list = runList(room, layers, x, shape, '', pictures);
  return {
    output: list.y,
    features: list.inputs[list.inputs.length - 1],
    back(gradient, wantsInput = false) {
      const dx = list.back(gradient, wantsInput);
      const atContext = context?.told.gradient();
      if (context && atContext !== undefined) context.back(atContext, false);
      const atEmbedding = embedding?.gradient();
      if (told && atEmbedding !== undefined) {
        const atSum = told.back(atEmbedding);
        watcher.embedded?.(atSum);
      }
      return dx;
    },
  };
}

/** The context through its own layers, where the network has one. Those layers are told nothing. */
function attended<T>(
  ops: Ops<T>,
  { network, context: layers }: BoundNetwork,
  { n, context, encoded, contextMask: mask }: Inputs,
  watcher: Watcher<T>,
): { readonly told: Gathered<T> & ToldContext<T>; readonly back: Step<T>['back'] } | undefined {
  if (!network.context) return undefined;
  const { length, channels } = network.context;
  if (mask && mask.length !== n * length)
    throw new RangeError(`a mask of ${mask.length} places for ${n} pictures (expected ${length} each)`);
  if (encoded) {
    const shape: Shape = { extent: [length], channels: encoded.length / (n * length) };
    return {
      told: { ...gathered(ops, ops.put(encoded, n * length, shape.channels)), shape, mask },
      back: () => undefined,
    };
  }
  if (context?.length !== n * length * channels)
    throw new RangeError(
      `${context?.length ?? 'no'} numbers of context for ${n} pictures (expected ${length * channels} each)`,
    );
  const start: Shape = { extent: [length], channels };
  const room: Room<T> = {
    ops,
    n,
    watcher: {
      ...(watcher.seen && { seen: watcher.seen.bind(watcher) }),
      ...(watcher.attended && { attended: watcher.attended.bind(watcher) }),
    },
    mask,
    embedding: undefined,
    context: undefined,
  };
  const list = runList(room, layers, ops.put(context, n * length, channels), start, 'context.', context);
  return { told: { ...gathered(ops, list.y), shape: list.shape, mask }, back: (dy, wants) => list.back(dy, wants) };
}

function gathered<T>(ops: Ops<T>, y: T): Gathered<T> {
  let sum: T | undefined;
  return {
    y,
    gather: (gradient) => void (sum = sum === undefined ? gradient : ops.add(sum, gradient)),
    gradient: () => sum,
  };
}

/** Runs a list from `start`; `values` are its numbers on the host where it is what goes in. */
function runList<T>(
  room: Room<T>,
  layers: readonly BoundLayer[],
  start: T,
  startShape: Shape,
  under: string,
  values?: Float32Array,
): Step<T> & { readonly inputs: readonly T[]; readonly shape: Shape } {
  let x = start;
  let shape = startShape;
  const inputs: T[] = [];
  const steps = layers.map((bound, i) => {
    inputs.push(x);
    const path = `${under}${i}`;
    const after = outputOf(bound, shape);
    const turn = new Turn(room, bound, x, shape, after, path, i === 0 ? values : undefined);
    const step = recordOf(bound.layer).forward(bound.layer, x, turn);
    x = step.y;
    shape = after;
    room.watcher.seen?.(path, bound.layer, x, shape);
    return step;
  });
  return {
    y: x,
    inputs,
    shape,
    back(dy, wantsInput) {
      let d: T | undefined = dy;
      for (let i = steps.length - 1; i >= 0; i--) d = steps[i].back(d as T, wantsInput || i > 0);
      return d;
    },
  };
}

/** A bound layer stands at one place of one network, so what it is given has one shape: it is checked once. */
const outputs = new WeakMap<BoundLayer, Shape>();

function outputOf(bound: BoundLayer, shape: Shape): Shape {
  const known = outputs.get(bound);
  if (known) return known;
  const after = shapeAfter(bound.layer, shape);
  outputs.set(bound, after);
  return after;
}

/** One layer's turn. One object and no closures: a pass makes as many as it has layers. */
class Turn<T> implements Running<T> {
  readonly ops: Ops<T>;
  readonly n: number;
  readonly mask: Uint8Array | undefined;

  constructor(
    private readonly room: Room<T>,
    private readonly bound: BoundLayer,
    private readonly x: T,
    readonly shape: Shape,
    readonly after: Shape,
    private readonly path: string,
    readonly values: Float32Array | undefined,
  ) {
    this.ops = room.ops;
    this.n = room.n;
    this.mask = room.mask;
  }

  get parameters(): BoundLayer['parameters'] {
    return this.bound.parameters;
  }

  get attended(): ((weights: T) => void) | undefined {
    const { watcher } = this.room;
    return watcher.attended && ((weights) => watcher.attended?.(this.path, this.bound.layer, weights));
  }

  get without(): 'inner' | 'skip' | undefined {
    return this.room.watcher.without?.(this.path, this.bound.layer);
  }

  embedding(): Told<T> {
    return this.has(this.room.embedding, 'an embedding');
  }

  context(): ToldContext<T> {
    return this.has(this.room.context, 'a context');
  }

  inner(): Step<T> {
    return runList(this.room, this.bound.inner, this.x, this.shape, `${this.path}.`);
  }

  private has<W>(what: W | undefined, name: string): W {
    if (what !== undefined) return what;
    throw new Error(`${this.bound.layer.kind} in a network without ${name} (expected one in its description)`);
  }
}
