/** What a denoising network makes of a picture on the way to its guess: a block's output as a description of the picture (Xiang et al. 2023; Tang et al. 2023). */
import type { Shape } from '../../core/image-network/shape';
import { sideOf } from '../../core/image-network/shape';
import type { Random } from '../../core/random';
import type { ImageTrainer, LayerOutput } from './trainer';

/** A block by its place in the network, and how many cells a side its output is averaged over: one number a channel and cell. */
export interface FeatureBlock {
  readonly path: string;
  readonly cells: number;
}

/** A picture under noise, x_t = cos(a) x_0 + sin(a) eps with a = t pi / 2, in standard units. */
function noised(picture: Float32Array, t: number, draw: Random, out: Float32Array): void {
  const angle = (t * Math.PI) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const noise = draw.normals(new Float64Array(picture.length));
  for (let i = 0; i < picture.length; i++) out[i] = c * picture[i] + s * noise[i];
}

/** One output [n, places, channels] averaged over cells: [n, cells * cells * channels]; of a layer without places its numbers as they are. */
export function pooled({ shape, values }: Pick<LayerOutput, 'shape' | 'values'>, cells: number): Float32Array {
  const { channels } = shape;
  const side = sideOf(shape) ?? 1;
  if (side === 1) return values.slice();
  const n = values.length / (side * side * channels);
  const counts = new Float64Array(cells * cells);
  const cellOf = (y: number, x: number) => Math.floor((y * cells) / side) * cells + Math.floor((x * cells) / side);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) counts[cellOf(y, x)]++;
  const out = new Float32Array(n * cells * cells * channels);
  for (let i = 0, at = 0; i < n; i++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const cell = cellOf(y, x);
        const to = (i * cells * cells + cell) * channels;
        for (let k = 0; k < channels; k++) out[to + k] += values[at++] / counts[cell];
      }
  return out;
}

/** Numbers that `pooled` gives of one picture. */
export function featuresOf(shape: Shape, cells: number): number {
  const side = sideOf(shape) ?? 1;
  return side === 1 ? shape.channels : cells * cells * shape.channels;
}

/**
 * Features of pictures [n, 784] in standard units at several blocks, from one pass each: [n, numbers] a block. The network is told no class.
 * @param draw the noise of picture `i`
 */
export function diffusionFeatures(
  trainer: Pick<ImageTrainer, 'inspect' | 'settings'>,
  pictures: Float32Array,
  t: number,
  blocks: readonly FeatureBlock[],
  draw: (i: number) => Random,
): readonly Float32Array[] {
  if (!(t > 0 && t < 1)) throw new RangeError(`t is ${t} (expected above 0 and below 1)`);
  const size = 784;
  const n = pictures.length / size;
  const x = new Float32Array(pictures.length);
  for (let i = 0; i < n; i++) {
    const rows = [i * size, (i + 1) * size] as const;
    noised(pictures.subarray(...rows), t, draw(i), x.subarray(...rows));
  }
  const none = trainer.settings.network.embedding?.classes ?? 0;
  const { layers } = trainer.inspect(
    {
      pictures: x,
      n,
      logNoise: new Float64Array(n).fill(Math.log(Math.tan((t * Math.PI) / 2))),
      labels: new Int32Array(n).fill(none),
    },
    { only: blocks.map(({ path }) => path) },
  );
  return blocks.map(({ path, cells }) => {
    const layer = layers.find((one) => one.path === path);
    if (!layer)
      throw new RangeError(`no layer ${path} (expected the place of one in the network's description, as 3.2)`);
    return pooled(layer, cells);
  });
}
