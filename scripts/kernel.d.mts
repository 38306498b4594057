/** Builds the kernel unless it is newer than its sources; returns the path of the .wasm file. */
export function buildKernel(options?: { readonly force?: boolean }): Promise<string>;
