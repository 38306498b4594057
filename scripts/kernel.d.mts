export interface KernelOptions {
  readonly force?: boolean;
  /** `kernel` (default) trains the small networks; `image` holds the pieces of the image networks; `charges` sums over charges. */
  readonly name?: 'kernel' | 'image' | 'charges';
}

/** Builds one kernel unless it is newer than all sources; returns the path of the .wasm file. */
export function buildKernel(options?: KernelOptions): Promise<string>;
/** Builds all of them; returns their paths. */
export function buildKernels(options?: { readonly force?: boolean }): Promise<string[]>;
