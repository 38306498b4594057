import inlined from './build/kernel.wasm?url&inline';

/** The compiled kernel, carried inside the script that uses it: nothing is fetched. `scripts/kernel.mjs` builds it. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(inlined.slice(inlined.indexOf(',') + 1));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
