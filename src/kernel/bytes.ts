import inlined from './build/kernel.wasm?url&inline';
import { decoded } from './data-url';

/** The compiled kernel, carried inside the script that uses it: nothing is fetched. `scripts/kernel.mjs` builds it. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return decoded(inlined);
}
