/** A look inside the shipped network. */
import { sideOf } from '../../../../core/image-network/shape';
import { standardInk, standardPaper } from '../../../../core/image-network/pixels';
import { missing } from '../../../../net/image/missing';
import type { DigitInspection, DigitInspectSpec } from '../denoising';
import type { DigitNetworks } from './networks';

/** Rejects with a sentence where there is no such layer, or it does not run without the part. */
export async function inspect(spec: DigitInspectSpec, networks: DigitNetworks): Promise<DigitInspection> {
  const trainer = await networks.trainer();
  const { path, label, t, without } = spec;
  const angle = (t * Math.PI) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const pictures = Float32Array.from(spec.x);
  const classes = trainer.settings.network.embedding?.classes ?? 0;
  const inputs = { pictures, n: 1, logNoise: [Math.log(s / c)], labels: Int32Array.of(label < 0 ? classes : label) };
  const guessOf = (F: Float32Array) =>
    pictures.map((x, i) => Math.min(standardInk, Math.max(standardPaper, c * x + s * F[i])));
  const whole = trainer.inspect(inputs);
  const lacking = without ? trainer.inspect(inputs, missing(without)) : whole;
  const layer = lacking.layers.find((one) => one.path === path);
  if (!layer)
    throw new RangeError(`no layer ${path} (expected one of ${lacking.layers.map((one) => one.path).join(', ')})`);
  const guess = guessOf(whole.output);
  const { shape, values } = layer;
  const { channels } = shape;
  const side = sideOf(shape) ?? 0;
  return {
    guess,
    crippled: without ? guessOf(lacking.output) : guess,
    layer: { path, side, channels, values: values.slice() },
  };
}
