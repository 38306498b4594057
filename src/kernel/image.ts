/**
 * The page's side of the pieces for image networks: instantiates the module and hands out its memory. Arrays that last (weights,
 * moments) are kept below; what a step makes lies in one arena above, whose end moves up while the step runs and back to
 * its start when it is over. Memory grows until the largest step has run once, then no more.
 */
export interface ImageKernelExports {
  readonly linear: (
    y: number,
    x: number,
    w: number,
    bias: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly linearInput: (dx: number, dy: number, w: number, scratch: number, m: number, n: number, k: number) => void;
  readonly linearInputTimes: (
    dx: number,
    dy: number,
    w: number,
    scale: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly linearWeights: (
    dw: number,
    db: number,
    x: number,
    dy: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly convolution: (
    y: number,
    x: number,
    w: number,
    bias: number,
    packed: number,
    scratch: number,
    n: number,
    side: number,
    from: number,
    to: number,
  ) => void;
  readonly convolutionInput: (
    dx: number,
    dy: number,
    w: number,
    taps: number,
    packed: number,
    scratch: number,
    n: number,
    side: number,
    from: number,
    to: number,
  ) => void;
  readonly convolutionWeights: (
    dw: number,
    db: number,
    x: number,
    dy: number,
    packed: number,
    scratch: number,
    n: number,
    side: number,
    from: number,
    to: number,
  ) => void;
  readonly norm: (
    y: number,
    x: number,
    gain: number,
    bias: number,
    kept: number,
    scratch: number,
    n: number,
    pixels: number,
    c: number,
    groups: number,
  ) => void;
  readonly normBack: (
    dx: number,
    dgain: number,
    dbias: number,
    x: number,
    dy: number,
    gain: number,
    kept: number,
    scratch: number,
    n: number,
    pixels: number,
    c: number,
    groups: number,
  ) => void;
  readonly silu: (y: number, x: number, n: number) => void;
  readonly siluBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly relu: (y: number, x: number, n: number) => void;
  readonly reluBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly leaky: (y: number, x: number, n: number) => void;
  readonly leakyBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly multiply: (out: number, a: number, b: number, n: number) => void;
  readonly siluSlope: (y: number, slope: number, x: number, n: number) => void;
  readonly siluBend: (out: number, x: number, a: number, b: number, n: number) => void;
  readonly film: (y: number, x: number, ab: number, n: number, pixels: number, c: number) => void;
  readonly filmBack: (
    dx: number,
    dab: number,
    x: number,
    ab: number,
    dy: number,
    n: number,
    pixels: number,
    c: number,
  ) => void;
  readonly add: (out: number, a: number, b: number, n: number) => void;
  readonly toDepth: (out: number, x: number, n: number, side: number, c: number) => void;
  readonly toSpace: (out: number, x: number, n: number, side: number, c: number) => void;
  readonly pool: (y: number, x: number, n: number, side: number, c: number) => void;
  readonly poolBack: (dx: number, x: number, y: number, dy: number, n: number, side: number, c: number) => void;
  readonly lookup: (out: number, table: number, labels: number, n: number, width: number) => void;
  readonly lookupBack: (dtable: number, labels: number, dy: number, n: number, width: number) => void;
  readonly squaredError: (
    dp: number,
    losses: number,
    p: number,
    y: number,
    n: number,
    d: number,
    scale: number,
  ) => void;
  readonly sumOfSquares: (x: number, n: number) => number;
  readonly adam: (
    w: number,
    g: number,
    m: number,
    v: number,
    e: number,
    n: number,
    scale: number,
    beta1: number,
    beta2: number,
    step: number,
    correct: number,
    kept: number,
  ) => void;
}

const FIRST = 2048;
const PAGE = 65536;
/** Bytes that any array may be read past its end. */
const SLACK = 64;

export class ImageKernel {
  private end = FIRST;
  private base = FIRST;

  private constructor(
    readonly exports: ImageKernelExports,
    private readonly wasmMemory: WebAssembly.Memory,
  ) {}

  /** A fresh instance with memory of its own. `bytes` is the compiled module, `build/image.wasm`. */
  static async instantiate(bytes: BufferSource): Promise<ImageKernel> {
    const memory = new WebAssembly.Memory({ initial: 2 });
    const abort = (): never => {
      throw new Error('the image kernel aborted');
    };
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } });
    return new ImageKernel(instance.exports as unknown as ImageKernelExports, memory);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.wasmMemory.buffer.byteLength;
  }

  /** Room for `length` floats, aligned, with room behind for whole vectors. */
  take(length: number): number {
    const at = this.end;
    this.end = align(at + 4 * length + SLACK);
    const missing = this.end + SLACK - this.bytes;
    if (missing > 0) this.wasmMemory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  /** What was taken so far stays for good; the arena begins here. */
  keep(): void {
    this.base = this.end;
  }

  /** Gives the whole arena back. */
  free(): void {
    this.end = this.base;
  }

  /** Where the arena ends now, and going back there: memory for the time of one call. */
  mark(): number {
    return this.end;
  }

  release(mark: number): void {
    this.end = mark;
  }

  /** Memory as floats, valid until more is taken. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.wasmMemory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.wasmMemory.buffer, at, length);
  }
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
