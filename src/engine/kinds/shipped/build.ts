/** The shipped digit networks when the book is built: their weights come from the disk. Not for the browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitsHash } from '../../../core/data/digits-sample';
import { checkManifest, readWeights } from '../../../core/image-network/weights-file';
import { readIndex } from '../../../core/search/index-file';
import { dataHash } from './search-index';
import { shippedNetwork, type ShippedName, type ShippedWeights } from './weights';
import { standingBy } from './worker';
import { shippedDigits } from './worker/networks';

/** Programs that build the book are started at its root. */
const folder = join(process.cwd(), 'public/weights');

async function weightsOnDisk(name: ShippedName): Promise<ShippedWeights> {
  const network = shippedNetwork(name);
  const json: unknown = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  const manifest = checkManifest(json, network, digitsHash.toString(16).padStart(8, '0'));
  return { network, manifest, weights: readWeights(manifest, await readFile(join(folder, `${name}.bin`))) };
}

const indexOnDisk = async (name: string) =>
  readIndex(await readFile(join(process.cwd(), 'public/search', `${name}.bin`)), { name, data: dataHash });

export const stand = () => standingBy(shippedDigits(['webgl', 'wasm', 'cpu'], 'simd', weightsOnDisk, indexOnDisk));
