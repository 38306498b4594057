/** True when this browser runs WebAssembly SIMD, which the kernel needs. */
export function supportsSimd(): boolean {
  // A module with one function that returns a vector: i32.const 0, i8x16.splat, i8x16.popcnt.
  // prettier-ignore
  const probe = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
  return typeof WebAssembly === 'object' && WebAssembly.validate(probe);
}
