import type { ImageKernelExports } from './image-exports';

const FIRST = 2048;
const PAGE = 65536;
/** Bytes that any array may be read past its end. */
const SLACK = 64;

/**
 * The page's side of the pieces for image networks: instantiates the module and hands out its memory. Arrays that last (weights,
 * moments) are kept below; what a step makes lies in one arena above, whose end moves up while the step runs and back to
 * its start when it is over. Memory grows until the largest step has run once, then no more.
 */
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
