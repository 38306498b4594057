/** Where a network computes, as the page and the worker name it. */
export const backends = ['simd', 'webgl', 'wasm', 'cpu'] as const;
/** `simd` is the book's own kernel; the others are TensorFlow.js. */
export type Backend = (typeof backends)[number];
/** `auto` takes the one measured fastest here. */
export type BackendChoice = 'auto' | Backend;

export const backendChoices = ['auto', ...backends] as const;

/** What each backend is called in a figure's chip. */
export const backendNames: Readonly<Record<Backend, string>> = {
  simd: 'SIMD',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};
