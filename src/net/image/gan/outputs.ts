import type { Domain } from '../../../core/domain';
import { inputShape, type ImageNetwork } from '../../../core/image-network/description';
import type { BoundNetwork } from '../../../core/image-network/parameters';
import { numbersIn } from '../../../core/image-network/shape';
import { outputShape } from '../../../core/image-network/shapes';
import type { ImageDevice } from '../ops';
import { forward } from '../pass';
import { withoutGradients } from './frozen';
import { squashBack, squashed } from './squash';

// What the players of a game are asked outside of training. It changes which weights a device uses, and no weights.

/** Pictures that go through a network at once. */
const CHUNK = 32;

/** Pictures [n, side^2] in standard units of latent codes [n, latent] and their classes. Throws `RangeError` for codes of another size. */
export function generatedPictures<T>(
  device: ImageDevice<T>,
  generator: BoundNetwork<ImageNetwork>,
  domain: Domain,
  z: Float32Array,
  labels: ArrayLike<number>,
  which: 'ema' | 'raw',
): Float32Array {
  const latent = generator.network.channels;
  const pixels = numbersIn(outputShape(generator.network));
  const n = labels.length;
  if (z.length !== n * latent)
    throw new RangeError(`${z.length} numbers of latent code for ${n} pictures (expected ${n * latent})`);
  const out = new Float32Array(n * pixels);
  for (let from = 0; from < n; from += CHUNK) {
    const rows = Math.min(CHUNK, n - from);
    const inputs = {
      pictures: z.subarray(from * latent, (from + rows) * latent),
      n: rows,
      labels: Int32Array.from({ length: rows }, (_, i) => labels[from + i]),
    };
    device.use(which);
    out.set(
      squashed(
        device.within(() => device.read(forward(device, generator, inputs).output)),
        domain,
      ),
      from * pixels,
    );
  }
  return out;
}

/** D(x, y), before any sigmoid, of pictures in standard units and their classes. */
export function discriminatorOutputs<T>(
  device: ImageDevice<T>,
  discriminator: BoundNetwork<ImageNetwork>,
  pictures: Float32Array,
  labels: ArrayLike<number>,
): Float64Array {
  const pixels = numbersIn(inputShape(discriminator.network));
  const classes = numbersIn(outputShape(discriminator.network));
  const n = labels.length;
  const out = new Float64Array(n);
  for (let from = 0; from < n; from += CHUNK) {
    const rows = Math.min(CHUNK, n - from);
    const inputs = { pictures: pictures.subarray(from * pixels, (from + rows) * pixels), n: rows };
    device.use('raw');
    const said = device.within(() => device.read(forward(device, discriminator, inputs).output));
    for (let i = 0; i < rows; i++) out[from + i] = said[i * classes + labels[from + i]];
  }
  return out;
}

/** The pictures of latent codes, and the gradient at the codes of what `slope` says of the pictures [n, side^2]. */
export function throughGenerator<T>(
  device: ImageDevice<T>,
  generator: BoundNetwork<ImageNetwork>,
  domain: Domain,
  z: Float32Array,
  labels: Int32Array,
  slope: (pictures: Float32Array) => Float32Array,
): { readonly pictures: Float32Array; readonly gradient: Float32Array } {
  const ops = withoutGradients(device);
  device.use('ema');
  return device.within(() => {
    const pass = forward(ops, generator, { pictures: z, n: labels.length, labels });
    const pictures = squashed(device.read(pass.output), domain);
    const [rows, columns] = device.shape(pass.output);
    const back = pass.back(device.put(squashBack(pictures, slope(pictures), domain), rows, columns), true) as T;
    return { pictures, gradient: device.read(back) };
  });
}
