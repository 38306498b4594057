/**
 * The page's side of the training kernel: instantiates the module and lays one network out in its memory.
 * The record's fields are those of `assembly/model.ts`, in the same order.
 */

/** Floats per row of the table over t: alpha, sigma, ca, ce, weight, one spare, then 14 features of t. */
export const TABLE_ROW = 20;
/** Features of t of a row. */
const TIME = 14;
/** Bins of the loss over t. */
export const LOSS_BINS = 16;

/** Sizes that never change for a network. */
export interface KernelShape {
  readonly dim: number;
  readonly inputs: number;
  readonly width: number;
  readonly depth: number;
  /** Rows of the table over t. */
  readonly levels: number;
}

interface KernelExports {
  readonly train: (model: number, steps: number) => number;
  readonly lossGradient: (model: number) => number;
  readonly adamStep: (model: number) => void;
  readonly makeBatch: (model: number) => void;
  readonly makeFeatures: (model: number, x: number, time: number, stride: number, n: number) => void;
  readonly predict: (model: number, parameters: number, n: number) => void;
  readonly forward: (model: number, parameters: number, n: number) => void;
  readonly backward: (model: number) => void;
  readonly inputGradient: (model: number, parameters: number, n: number) => void;
  readonly tangent: (model: number, parameters: number, n: number) => void;
  readonly randomInteger: (state: number) => number;
  readonly packPanels: (out: number, b: number, k: number, n: number) => void;
  readonly multiply: (
    c: number,
    a: number,
    b: number,
    m: number,
    n: number,
    k: number,
    bias: number,
    scale: number,
  ) => void;
  readonly silu: (z: number, n: number) => void;
  readonly siluWithSlope: (z: number, slope: number, n: number) => void;
  readonly expArray: (out: number, x: number, n: number) => void;
  readonly lnArray: (out: number, x: number, n: number) => void;
  readonly sinArray: (out: number, x: number, n: number) => void;
  readonly cosArray: (out: number, x: number, n: number) => void;
}

/** The record, after its two doubles: name and kind of every 4-byte field. */
const FIELDS = [
  'dim',
  'inputs',
  'width',
  'depth',
  'parameters',
  'batch',
  'levels',
  'points',
  'clock',
  'warmup',
  'decaySteps',
  'learningRate',
  'emaDecay',
  'floor',
  'weights',
  'gradient',
  'first',
  'second',
  'ema',
  'table',
  'pool',
  'random',
  'bins',
  'features',
  'target',
  'weight',
  'bin',
  'hidden',
  'slope',
  'output',
  'back',
  'packLeft',
  'packRight',
] as const;
type Field = (typeof FIELDS)[number];
const REALS: ReadonlySet<Field> = new Set<Field>(['learningRate', 'emaDecay', 'floor']);
/** Arrays whose size follows from the shape alone; the rest are laid out anew when batch or pool change. */
type Region = Exclude<
  Field,
  | 'dim'
  | 'inputs'
  | 'width'
  | 'depth'
  | 'parameters'
  | 'batch'
  | 'levels'
  | 'points'
  | 'clock'
  | 'warmup'
  | 'decaySteps'
  | 'learningRate'
  | 'emaDecay'
  | 'floor'
>;

const RECORD = 1024;
const HEAP = 2048;
const PAGE = 65536;
/** Least rows that a prediction takes in one go. */
const ROWS = 256;

/** Numbers of weights and biases of a shape. */
function parameterCount({ dim, inputs, width, depth }: KernelShape): number {
  return (inputs + 1) * width + (depth - 1) * (width + 1) * width + (width + 1) * dim;
}

export class Kernel {
  readonly parameters: number;
  private readonly fixedEnd: number;
  private staging = 0;
  private rows = 0;

  private constructor(
    readonly exports: KernelExports,
    private readonly wasmMemory: WebAssembly.Memory,
    readonly shape: KernelShape,
  ) {
    this.parameters = parameterCount(shape);
    const padded = Math.ceil(this.parameters / 4) * 4;
    for (const name of ['dim', 'inputs', 'width', 'depth', 'levels'] as const) this.set(name, shape[name]);
    this.set('parameters', padded);
    let end = HEAP;
    for (const name of ['weights', 'gradient', 'first', 'second', 'ema'] as const) end = this.place(name, end, padded);
    end = this.place('table', end, shape.levels * TABLE_ROW);
    end = this.place('random', end, 4);
    this.fixedEnd = this.place('bins', end, 2 * LOSS_BINS);
    this.resize(ROWS, 1);
  }

  /** A fresh instance with memory of its own. `bytes` is the compiled module, `build/kernel.wasm`. */
  static async instantiate(bytes: BufferSource, shape: KernelShape): Promise<Kernel> {
    const memory = new WebAssembly.Memory({ initial: 2 });
    const abort = (): never => {
      throw new Error('the kernel aborted');
    };
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } });
    return new Kernel(instance.exports as unknown as KernelExports, memory, shape);
  }

  /** The record's address: the first argument of most exports. */
  get model(): number {
    return RECORD;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.wasmMemory.buffer.byteLength;
  }

  /** Most rows that `predict` takes at once. */
  get capacity(): number {
    return this.rows;
  }

  /** Lays out room for batches of `batch` rows and `points` points. The pool and the batch lose their content. */
  resize(batch: number, points: number): void {
    const { dim, inputs, width, depth } = this.shape;
    const rows = Math.max(batch, ROWS);
    this.rows = rows;
    this.set('batch', batch);
    this.set('points', points);
    let end = this.place('pool', this.fixedEnd, points * dim);
    end = this.place('features', end, rows * inputs + 4);
    end = this.place('target', end, rows * dim);
    end = this.place('weight', end, rows);
    end = this.place('bin', end, rows);
    end = this.place('hidden', end, depth * batch * width + 4);
    end = this.place('slope', end, depth * batch * width);
    end = this.place('output', end, rows * dim);
    end = this.place('back', end, 2 * rows * width);
    end = this.place('packLeft', end, (Math.max(inputs, width) + 4) * batch + 32);
    end = this.place('packRight', end, Math.max(Math.ceil(inputs / 8) * 8, width, batch) * width);
    this.staging = end;
    this.reserve(this.free);
  }

  /** The numbers of a region, valid until the next `resize`. */
  floats(region: Region, length: number, offset = 0): Float32Array {
    return new Float32Array(this.wasmMemory.buffer, this.get(region) + 4 * offset, length);
  }

  words(region: 'random' | 'bin', length: number): Uint32Array {
    return new Uint32Array(this.wasmMemory.buffer, this.get(region), length);
  }

  /** Any memory as floats, for tests and for bare products. Grows the memory to hold it. */
  raw(address: number, length: number): Float32Array {
    this.reserve(address + 4 * length);
    return new Float32Array(this.wasmMemory.buffer, address, length);
  }

  /** First address that no region uses (aligned). */
  get free(): number {
    return align(this.staging + 4 * (this.rows * (this.shape.dim + TIME) + 32));
  }

  get(field: Field): number {
    const at = RECORD + 16 + 4 * FIELDS.indexOf(field);
    const view = new DataView(this.wasmMemory.buffer);
    return REALS.has(field) ? view.getFloat32(at, true) : view.getUint32(at, true);
  }

  set(field: Field, value: number): void {
    const at = RECORD + 16 + 4 * FIELDS.indexOf(field);
    const view = new DataView(this.wasmMemory.buffer);
    if (REALS.has(field)) view.setFloat32(at, value, true);
    else view.setUint32(at, value, true);
  }

  /** beta_1^k and beta_2^k after k steps of Adam. */
  setAdamSteps(k: number): void {
    const view = new DataView(this.wasmMemory.buffer);
    view.setFloat64(RECORD, 0.9 ** k, true);
    view.setFloat64(RECORD + 8, 0.999 ** k, true);
  }

  /**
   * The network's output for rows `from` … `from + n` of `x`, all at one t with features `time` [14]; n up to
   * `capacity`. The result is a view that the next call overwrites.
   */
  predict(which: 'weights' | 'ema', x: Float64Array, from: number, n: number, time: Float32Array): Float32Array {
    this.stage(x, from, n, time, 0);
    this.exports.predict(RECORD, this.get(which), n);
    return this.floats('output', n * this.shape.dim);
  }

  /** Makes the features of rows `from` … `from + n` of `x`, each with its own features of t: those rows of `time` [rows, 14]. */
  stageRows(x: Float32Array, from: number, n: number, time: Float32Array): void {
    this.stage(x, from, n, time.subarray(TIME * from, TIME * (from + n)), 4 * TIME);
  }

  private stage(x: ArrayLike<number>, from: number, n: number, time: Float32Array, stride: number): void {
    const { dim } = this.shape;
    const at = align(this.staging + 4 * this.rows * dim);
    const staged = this.raw(this.staging, n * dim);
    for (let i = 0; i < n * dim; i++) staged[i] = x[from * dim + i];
    this.raw(at, time.length).set(time);
    this.exports.makeFeatures(RECORD, this.staging, at, stride, n);
  }

  private place(region: Region, address: number, length: number): number {
    this.set(region, address);
    const end = align(address + 4 * length);
    this.reserve(end);
    return end;
  }

  private reserve(bytes: number): void {
    const missing = bytes - this.wasmMemory.buffer.byteLength;
    if (missing > 0) this.wasmMemory.grow(Math.ceil(missing / PAGE));
  }
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
