import inlined from './build/image.wasm?url&inline';
import { decoded } from './data-url';

/** The compiled pieces of the image networks, carried inside the script that uses them. `scripts/kernel.mjs` builds them. */
export function imageKernelBytes(): Uint8Array<ArrayBuffer> {
  return decoded(inlined);
}
