// Runs of floats: moved, cleared, added. Exactly `count` of them are written.

@inline
export function copy(out: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(out + (<usize>i << 2), v128.load(from + (<usize>i << 2)));
  for (; i < count; i++) store<f32>(out + (<usize>i << 2), load<f32>(from + (<usize>i << 2)));
}

@inline
export function clear(out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(out + (<usize>i << 2), f32x4.splat(0));
  for (; i < count; i++) store<f32>(out + (<usize>i << 2), 0);
}

/** out += from. */
@inline
export function addTo(out: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = out + (<usize>i << 2);
    v128.store(at, f32x4.add(v128.load(at), v128.load(from + (<usize>i << 2))));
  }
  for (; i < count; i++) {
    const at = out + (<usize>i << 2);
    store<f32>(at, load<f32>(at) + load<f32>(from + (<usize>i << 2)));
  }
}

/** The sum of the four lanes. */
@inline
export function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** Of the four floats that begin `left` floats before a row's end, those that belong to the row: all bits set. */
@inline
export function inside(left: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left));
}
