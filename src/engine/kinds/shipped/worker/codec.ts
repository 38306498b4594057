/** Codes of digits and pictures of codes, by the shipped autoencoders. */
import { numbersIn } from '../../../../core/image-network/shape';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { CodeDecodeSpec, CodesDecoded, DigitEncodeSpec, DigitsEncoded } from '../codec';
import { inUnits, pictureSize } from '../pixels';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts } from './parts';

/** Pictures that go through a network between two looks at the messages. */
const codedAtOnce = 16;

export async function encodeDigits(
  { codec, x, pixels = 'standard' }: DigitEncodeSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<DigitsEncoded> {
  const network = await networks.codec(codec);
  const rest = yielding(gone);
  const numbers = numbersIn(network.settings.networks.code);
  const standard = inUnits(x, pixels, 'standard');
  const n = standard.length / pictureSize;
  const means = new Float32Array(n * numbers),
    deviations = new Float32Array(n * numbers);
  let milliseconds = 0;
  for (const { first, count } of parts(n, codedAtOnce)) {
    const begun = performance.now();
    const codes = network.encode(standard.subarray(first * pictureSize, (first + count) * pictureSize));
    milliseconds += performance.now() - begun;
    means.set(codes.means, first * numbers);
    deviations.set(codes.deviations, first * numbers);
    await rest();
  }
  return { means, deviations, backend: network.encoderDevice.backend as Backend, milliseconds };
}

export async function decodeCodes(
  { codec, codes, pixels = 'standard', judge }: CodeDecodeSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<CodesDecoded> {
  const network = await networks.codec(codec);
  const classifier = judge ? await networks.judge() : null;
  const rest = yielding(gone);
  const numbers = numbersIn(network.settings.networks.code);
  const of = Float32Array.from(codes);
  const n = of.length / numbers;
  const standard = new Float32Array(n * pictureSize);
  let milliseconds = 0;
  for (const { first, count } of parts(n, codedAtOnce)) {
    const begun = performance.now();
    standard.set(network.decode(of.subarray(first * numbers, (first + count) * numbers)), first * pictureSize);
    milliseconds += performance.now() - begun;
    await rest();
  }
  const judgement = classifier && (await judged(classifier, standard, 'standard', rest));
  return {
    x: inUnits(standard, 'standard', pixels),
    judgement,
    backend: network.decoderDevice.backend as Backend,
    milliseconds,
  };
}
