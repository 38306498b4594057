import { mkdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Network } from '../../src/core/image-network/description';
import { checkManifest, readWeights, type WeightsManifest } from '../../src/core/image-network/weights-file';
import { packedDigitsHash, parseDigits, type Digits } from '../../src/core/data/digits';

/** Where a file of the project lies; programs are started at its root. */
export const at = (path: string): string => join(process.cwd(), path);

/** Written aside and renamed, so that a run that is killed leaves no half file. */
export function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

export interface DigitSplit {
  readonly digits: Digits;
  readonly hash: string;
  readonly train: { readonly images: Uint8Array; readonly labels: Uint8Array };
  readonly heldOut: { readonly images: Uint8Array; readonly labels: Uint8Array };
}

/** The packed digits in their two parts (docs/DATA.md). */
export async function readDigits(): Promise<DigitSplit> {
  const bytes = readFileSync(at('public/data/digits.bin'));
  const digits = await parseDigits(bytes);
  const cut = digits.trainCount,
    pixels = digits.side ** 2;
  return {
    digits,
    hash: dataHashText(packedDigitsHash(bytes) ?? 0),
    train: { images: digits.images.subarray(0, cut * pixels), labels: digits.labels.subarray(0, cut) },
    heldOut: { images: digits.images.subarray(cut * pixels), labels: digits.labels.subarray(cut) },
  };
}

export const dataHashText = (hash: number): string => hash.toString(16).padStart(8, '0');

/** The machine in words. */
export function machine(): string {
  const [first, ...more] = cpus();
  return `${more.length + 1} cores of ${first.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, no GPU, Node ${process.versions.node}; one thread`;
}

export const weightsPath = (name: string, ending: 'json' | 'bin'): string => at(`public/weights/${name}.${ending}`);

/** Shipped weights. Throws where they are missing, foreign or damaged. */
export function readShipped(
  name: string,
  network: Network,
  dataHash: string,
): { readonly manifest: WeightsManifest; readonly weights: Float32Array } {
  const path = weightsPath(name, 'json');
  if (!existsSync(path))
    throw new Error(`public/weights/${name}.json is missing (expected it from npm run train: see CONTRIBUTING.md)`);
  const manifest = checkManifest(JSON.parse(readFileSync(path, 'utf8')), network, dataHash);
  return { manifest, weights: readWeights(manifest, readFileSync(weightsPath(name, 'bin'))) };
}

/** Settings that are numbers, for a manifest: the rest is in the description. */
export const numbersOnly = (settings: object): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
