const FIRST = 1024;
const PAGE = 65536;
const DOUBLE = 8;

interface ChargesKernelExports {
  readonly respond: (
    mean: number,
    least: number,
    sum: number,
    x: number,
    sigma: number,
    rows: number,
    points: number,
    weights: number,
    squares: number,
    n: number,
    dim: number,
    half: number,
    extra: number,
    kind: number,
  ) => void;
  readonly expArray: (out: number, x: number, n: number) => void;
  readonly lnArray: (out: number, x: number, n: number) => void;
}

/** A cloud, as the kernel sums over it: points [n, dim] in 1 or 2 dimensions, a weight each, D extra dimensions. */
export interface Cloud {
  readonly points: Float64Array;
  readonly dim: number;
  readonly weights: Float64Array;
  readonly extra: number;
}

/** What the kernel says of rows x [rows, dim], each at its level sigma [rows], into the other three: see `assembly/charges/index.ts`. */
export interface Rows {
  readonly x: Float64Array;
  readonly sigma: Float64Array;
  readonly mean: Float64Array;
  readonly least: Float64Array;
  readonly sum: Float64Array;
}

/** Rows that are summed in one call. */
const ROWS = 256;
/** Greatest (N + D) / 2 that is a power by squaring. */
const MOST_POWER = 2048;

/**
 * The page's side of the sum over charges: instantiates the module, keeps one cloud in its memory and hands rows through. Throws `RangeError` for a cloud that is
 * not in one or two dimensions.
 */
export class ChargesKernel {
  private dim = 0;
  private n = 0;
  private half = 0;
  private extra = 0;
  private kind = 0;
  private at = { points: 0, weights: 0, squares: 0, x: 0, sigma: 0, mean: 0, least: 0, sum: 0 };

  private constructor(
    readonly exports: ChargesKernelExports,
    private readonly wasmMemory: WebAssembly.Memory,
  ) {}

  /** A fresh instance with memory of its own. `bytes` is the compiled module, `build/charges.wasm`. */
  static async instantiate(bytes: BufferSource): Promise<ChargesKernel> {
    const memory = new WebAssembly.Memory({ initial: 2 });
    const abort = (): never => {
      throw new Error('the charges’ kernel aborted');
    };
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } });
    return new ChargesKernel(instance.exports as unknown as ChargesKernelExports, memory);
  }

  /** Lays a cloud out; the one before is gone. */
  load({ points, dim, weights, extra }: Cloud): void {
    if (dim !== 1 && dim !== 2) throw new RangeError(`charges in ${dim} dimensions (expected 1 or 2)`);
    const count = weights.length;
    const n = count + (count % 2);
    const half = (dim + extra) / 2;
    this.dim = dim;
    this.n = n;
    this.half = half;
    this.extra = extra;
    this.kind = extra === Infinity ? 0 : half <= MOST_POWER && Number.isInteger(2 * half) ? 1 : 2;
    let end = FIRST;
    const take = (length: number): number => {
      const from = end;
      end += DOUBLE * (length + (length % 2));
      return from;
    };
    this.at = {
      points: take(dim * n),
      weights: take(n),
      squares: take(n),
      x: take(dim * ROWS),
      sigma: take(ROWS),
      mean: take(dim * ROWS),
      least: take(ROWS),
      sum: take(ROWS),
    };
    const missing = end - this.wasmMemory.buffer.byteLength;
    if (missing > 0) this.wasmMemory.grow(Math.ceil(missing / PAGE));
    const [places, shares] = [this.doubles(this.at.points, dim * n), this.doubles(this.at.weights, n)];
    shares.fill(0);
    shares.set(weights);
    for (let d = 0; d < dim; d++) {
      for (let i = 0; i < n; i++) places[d * n + i] = points[Math.min(i, count - 1) * dim + d];
    }
  }

  respond({ x, sigma, mean, least, sum }: Rows): void {
    const { dim, at } = this;
    for (let from = 0; from < sigma.length; from += ROWS) {
      const to = Math.min(from + ROWS, sigma.length);
      const rows = to - from;
      this.doubles(at.x, dim * rows).set(x.subarray(dim * from, dim * to));
      this.doubles(at.sigma, rows).set(sigma.subarray(from, to));
      this.exports.respond(
        at.mean,
        at.least,
        at.sum,
        at.x,
        at.sigma,
        rows,
        at.points,
        at.weights,
        at.squares,
        this.n,
        dim,
        this.half,
        this.extra,
        this.kind,
      );
      mean.set(this.doubles(at.mean, dim * rows), dim * from);
      least.set(this.doubles(at.least, rows), from);
      sum.set(this.doubles(at.sum, rows), from);
    }
  }

  /** Memory as doubles, valid until another cloud is loaded. */
  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.wasmMemory.buffer, at, length);
  }
}
