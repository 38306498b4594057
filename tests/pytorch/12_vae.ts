import { codesFrom, divergences, encoderGradient } from '../../src/net/image/autoencoder/codes';

const beta = 0.1;
const out = Float32Array.from([1, -0.5, -2, 0.25, 0.2, 1.5, 0, -3]);
const noise = [0.5, -1, 2, 0.3];
const pictures = [
  [1, 0, -1],
  [0.5, 2, 0],
];
const decoder = [
  [0.8, -0.3, 0.5],
  [0.1, 1.1, -0.4],
];

const rows = (values: ArrayLike<number>, width: number): readonly (readonly number[])[] =>
  Array.from({ length: values.length / width }, (_, i) => Array.from({ length: width }, (_, k) => values[i * width + k])); // prettier-ignore

/** The best rate of a direction of this variance is ln(variance / (beta / 2)) / 2, and 0 below the border (chapter 12's derivation). */
const survives = (variance: number): number => Math.max(0, Math.log(variance / (beta / 2)) / 2);

export const tolerance = 1e-6;
export const tolerances = { nats: 3e-3 };

export function expected(): unknown {
  const codes = codesFrom(out, 2, noise);
  const atCodes = new Float32Array(4);
  pictures.forEach((picture, i) => {
    for (let p = 0; p < 3; p++) {
      const left = picture[p] - codes[2 * i] * decoder[0][p] - codes[2 * i + 1] * decoder[1][p];
      for (let k = 0; k < 2; k++) atCodes[2 * i + k] -= 2 * left * decoder[k][p];
    }
  });
  return {
    codes: rows(codes, 2),
    rate: Array.from(divergences(out, 2)),
    gradient: rows(encoderGradient(out, 2, { atCodes, noise, weight: beta }), 4),
    nats: [1, 0.25, 0.01].map(survives),
  };
}
