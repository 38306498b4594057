import inlined from './build/charges.wasm?url&inline';
import { decoded } from './data-url';

/** The compiled sum over charges, carried inside the script that uses it. `scripts/kernel.mjs` builds it. */
export function chargesKernelBytes(): Uint8Array<ArrayBuffer> {
  return decoded(inlined);
}
