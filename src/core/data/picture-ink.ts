/** A picture of a digit as ink on paper, whatever lit it: pure functions on pixels as a canvas gives them (RGBA, a byte each). */

/** Ink of each pixel, from 0 (paper) to 1 (the strongest mark). */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly ink: Float64Array;
}

/** Marks are at most twice this share of the longer edge wide; a shadow is wider. */
const reach = 1 / 6;
/** The contrast, in luminance from 0 to 1, under which there is nothing on the picture. */
const least = 0.05;

/**
 * How much ink is at each pixel. A photograph has shadows, so the paper is not one grey: it is the picture after a closing (Serra 1982),
 * which fills whatever dark is narrower than its window and leaves slopes and edges of shadows where they are. Ink is the share of that
 * paper's light that is missing; marks that are lighter than their ground are looked for in the negative. What is see-through lies on white
 * paper, or on black where all that is drawn on it is light. All zeros where nothing stands out.
 *
 * @param rgba 4 * width * height bytes
 */
export function inkOf(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Ink {
  const luminance = onPaper(rgba, width * height);
  const dark = missingLight(luminance, width, height);
  const light = missingLight(
    luminance.map((l) => 1 - l),
    width,
    height,
  );
  // The sheet goes on to its edge: marks are what lies beyond the greys there. Paper that a digit encloses does not.
  const edge = Float64Array.from(luminance.filter((_, i) => onEdge(i, width, height))).sort();
  const [darkest, lightest] = [0.1, 0.9].map((part) => edge[Math.floor(part * (edge.length - 1))]);
  const sum = (ink: Float64Array, beyond: (l: number) => boolean) =>
    ink.reduce((total, v, i) => total + (beyond(luminance[i]) ? v : 0), 0);
  const found = sum(dark, (l) => l < darkest - 0.02) >= sum(light, (l) => l > lightest + 0.02) ? dark : light;
  const most = found.reduce((a, b) => Math.max(a, b), 0);
  return { width, height, ink: most < least ? new Float64Array(found.length) : found.map((v) => v / most) };
}

/** Luminance (Rec. 709) from 0 to 1, transparent parts on the paper against which the rest can be seen. */
function onPaper(rgba: Uint8ClampedArray | Uint8Array, n: number): Float64Array {
  const own = new Float64Array(n);
  const opaque = new Float64Array(n);
  let [sum, weight] = [0, 0];
  for (let i = 0; i < n; i++) {
    opaque[i] = rgba[4 * i + 3] / 255;
    own[i] = (0.2126 * rgba[4 * i] + 0.7152 * rgba[4 * i + 1] + 0.0722 * rgba[4 * i + 2]) / 255;
    sum += opaque[i] * own[i];
    weight += opaque[i];
  }
  const paper = sum > 0.5 * weight && weight < 0.9 * n ? 0 : 1;
  return own.map((l, i) => l * opaque[i] + paper * (1 - opaque[i]));
}

/** The share of its paper's light that each pixel lacks. */
function missingLight(luminance: Float64Array, width: number, height: number): Float64Array {
  const calm = width < 64 && height < 64 ? luminance : blurred(luminance, width, height);
  const paper = closed(calm, width, height, Math.max(1, Math.round(reach * Math.max(width, height))));
  // Against black no light is missed: a tenth of full light counts as the least that paper sends back.
  const out = luminance.map((l, i) => Math.max(0, paper[i] - l) / Math.max(0.1, paper[i]));
  // The grain of the paper is no ink: twice as much as half of the paper has is taken off everywhere.
  const grain = Float64Array.from(out).sort()[out.length >> 1];
  return out.map((v) => Math.max(0, v - 2 * grain));
}

/** Closing by a square: the brightest within `radius`, then the darkest of those, on a sheet that goes on far enough around. */
function closed(values: Float64Array, width: number, height: number, radius: number): Float64Array {
  const [w, h] = [width + 2 * radius, height + 2 * radius];
  const sheet = new Float64Array(w * h).fill(-Infinity);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sheet[(y + radius) * w + x + radius] = values[y * width + x];
  }
  const bright = extreme(extreme(sheet, w, h, radius), h, w, radius).map((v) => -v);
  const paper = extreme(extreme(bright, w, h, radius), h, w, radius);
  return values.map((_, i) => -paper[(Math.floor(i / width) + radius) * w + (i % width) + radius]);
}

/** The greatest of each pixel's row within `radius`, transposed: twice is a square. */
function extreme(values: Float64Array, width: number, height: number, radius: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = -Infinity;
      const to = Math.min(width - 1, x + radius);
      for (let k = Math.max(0, x - radius); k <= to; k++) most = Math.max(most, values[y * width + k]);
      out[x * height + y] = most;
    }
  }
  return out;
}

/** The mean of each pixel and its eight neighbours. */
function blurred(values: Float64Array, width: number, height: number): Float64Array {
  return values.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    let [sum, n] = [0, 0];
    for (let yy = Math.max(0, y - 1); yy <= Math.min(height - 1, y + 1); yy++)
      for (let xx = Math.max(0, x - 1); xx <= Math.min(width - 1, x + 1); xx++) {
        sum += values[yy * width + xx];
        n += 1;
      }
    return sum / n;
  });
}

function onEdge(i: number, width: number, height: number): boolean {
  const x = i % width;
  return i < width || i >= width * (height - 1) || x === 0 || x === width - 1;
}
