import type { Network } from './description';
import { bind } from './parameters';
import { dequantise, quantise, quantisedBytes } from './quantised';

/**
 * Trained weights as they are shipped: a manifest in JSON that says what they are, and a binary of quantised weights
 * (`quantised.ts`), tied together by a hash.
 */
export interface WeightsManifest {
  readonly format: 'diffusion-live weights';
  readonly version: 1;
  /** The description that the weights belong to, whole. */
  readonly network: Network;
  readonly parameters: number;
  readonly weights: { readonly encoding: 'int8 per output channel'; readonly bytes: number; readonly hash: string };
  readonly training: TrainingRecord;
  /** What was measured of these very weights, after quantisation; names with their units in words. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** How weights came about. */
export interface TrainingRecord {
  readonly command: string;
  readonly seed: number;
  readonly steps: number;
  /** Pictures seen, repeats counted. */
  readonly images: number;
  /** Floating-point operations, three times forward for every picture. */
  readonly flops: number;
  /** Hash of the packed digits, as in their file. */
  readonly dataHash: string;
  /** The machine, in words, and the seconds it took. */
  readonly machine: string;
  readonly seconds: number;
  readonly settings: Readonly<Record<string, number | string>>;
}

/** Weights that can't be used; the message is for the reader. */
export class WeightsFileError extends Error {
  override readonly name = 'WeightsFileError';
}

/** Packs weights and writes their manifest. */
export function packWeights(
  network: Network,
  values: ArrayLike<number>,
  training: TrainingRecord,
  metrics: Readonly<Record<string, number>>,
): { readonly manifest: WeightsManifest; readonly bytes: Uint8Array } {
  const bound = bind(network);
  const bytes = quantise(bound, values);
  return {
    bytes,
    manifest: {
      format: 'diffusion-live weights',
      version: 1,
      network,
      parameters: bound.size,
      weights: { encoding: 'int8 per output channel', bytes: bytes.length, hash: hashOf(bytes) },
      training,
      metrics,
    },
  };
}

/** A manifest out of JSON, checked against the network and the digits it should belong to. Throws `WeightsFileError`. */
export function checkManifest(value: unknown, network: Network, dataHash: string): WeightsManifest {
  const fail = (what: string, expected: string): never => {
    throw new WeightsFileError(`The manifest of the weights for the ${network.name} ${what} (expected ${expected}).`);
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('is no object', 'a JSON object');
  const found = value as Partial<WeightsManifest>;
  if (found.format !== 'diffusion-live weights')
    fail(`has the format ${JSON.stringify(found.format) ?? 'nothing'}`, '"diffusion-live weights"');
  if (found.version !== 1) fail(`is of version ${String(found.version)}`, '1');
  if (canonical(found.network) !== canonical(network)) {
    const name = (found.network as { readonly name?: unknown } | undefined)?.name;
    fail(
      name === network.name ? 'describes other layers' : `describes ${JSON.stringify(name) ?? 'no network'}`,
      `the layers of the ${network.name}, ${bind(network).size} parameters`,
    );
  }
  if (found.training?.dataHash !== dataHash) fail(`names the digits ${String(found.training?.dataHash)}`, dataHash);
  if (typeof found.weights !== 'object' || found.weights === null)
    fail('does not say what the weights are', 'their encoding, bytes and hash');
  const { encoding, bytes, hash } = found.weights as WeightsManifest['weights'];
  if (encoding !== 'int8 per output channel') fail(`has the encoding ${String(encoding)}`, 'int8 per output channel');
  const size = quantisedBytes(bind(network));
  if (bytes !== size) fail(`speaks of ${String(bytes)} bytes`, String(size));
  if (typeof hash !== 'string') fail('has no hash of the weights', 'eight hexadecimal digits');
  return found as WeightsManifest;
}

/** The weights, checked against their manifest. Throws `WeightsFileError`. */
export function readWeights(manifest: WeightsManifest, bytes: Uint8Array): Float32Array {
  const { network, weights } = manifest;
  if (bytes.length !== weights.bytes) {
    const how = bytes.length < weights.bytes ? 'cut short' : 'too long';
    throw new WeightsFileError(
      `The weights for the ${network.name} are ${how}: ${bytes.length} bytes (expected ${weights.bytes}).`,
    );
  }
  const hash = hashOf(bytes);
  if (hash !== weights.hash) {
    throw new WeightsFileError(
      `The weights for the ${network.name} are not those of their manifest: their hash is ${hash} (expected ${weights.hash}).`,
    );
  }
  return dequantise(bind(network), bytes);
}

/** 32-bit FNV-1a as eight hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** JSON with keys in order, so that equal descriptions are equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, v: unknown) =>
      typeof v === 'object' && v !== null && !Array.isArray(v)
        ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
        : v,
    ) ?? ''
  );
}
