import type { Network } from '../../src/core/image-network/description';
import { packWeights, readWeights, type TrainingRecord } from '../../src/core/image-network/weights-file';
import { machine, weightsPath, write } from './files';

/** Weights as they will be shipped, rounded to eight bits: what is to be measured. */
export function rounded(network: Network, weights: Float32Array): Float32Array {
  const nothing = { command: '', seed: 0, steps: 0, images: 0, flops: 0, dataHash: '', machine: '', seconds: 0 };
  const { manifest, bytes } = packWeights(network, weights, { ...nothing, settings: {} }, {});
  return readWeights(manifest, bytes);
}

/** Writes a network's weights and their manifest. */
export function writePacked(
  name: string,
  network: Network,
  weights: Float32Array,
  training: Omit<TrainingRecord, 'machine'>,
  metrics: Readonly<Record<string, number>>,
): void {
  const { manifest, bytes } = packWeights(network, weights, { ...training, machine: machine() }, metrics);
  write(weightsPath(name, 'bin'), bytes);
  write(weightsPath(name, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${name}: ${bytes.length} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
}

/** Settings that are numbers: the rest is in the description. */
export const numbersOnly = (settings: object): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );

/** What an option of the command line says in minutes. */
export const minutesOf = (options: readonly string[], otherwise = 60): number =>
  options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : otherwise;
