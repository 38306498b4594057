// xoshiro128** (D. Blackman, S. Vigna): the integer stream of `core/random.ts`, its four words kept at `state`.

@inline
export function nextInteger(state: usize): u32 {
  const s0 = load<u32>(state);
  let s1 = load<u32>(state, 4), s2 = load<u32>(state, 8), s3 = load<u32>(state, 12);
  const result = rotl<u32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  store<u32>(state, s0 ^ s3);
  store<u32>(state, s1, 4);
  store<u32>(state, s2 ^ t, 8);
  store<u32>(state, rotl<u32>(s3, 11), 12);
  return result;
}

/** The next integer of the stream, for tests. */
export function randomInteger(state: usize): u32 {
  return nextInteger(state);
}
