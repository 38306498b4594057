import { digitsHash } from '../../../core/data/digits-sample';
import { shippedLatent } from '../../../core/image-network/autoencoder';
import { cascadeNetworks } from '../../../core/image-network/cascade';
import { clipImage, clipText } from '../../../core/image-network/contrastive';
import type { Network } from '../../../core/image-network/description';
import { digitClassifier, noisyDigitClassifier, shippedUNet } from '../../../core/image-network/digits';
import { shippedGan } from '../../../core/image-network/gan';
import { pupilUNet } from '../../../core/image-network/pupil';
import { shippedPairs, shippedText } from '../../../core/image-network/text-shipped';
import { changeUNet, domainClassifier, typeUNet } from '../../../core/image-network/translation';
import { codecHalves } from './codecs';
import { priorNetwork, unclipNetwork } from '../../../core/image-network/unclip';
import {
  checkManifest,
  readWeights,
  WeightsFileError,
  type WeightsManifest,
} from '../../../core/image-network/weights-file';

/** The shipped networks by the name of their files in `public/weights`. */
export const shippedNetworks = {
  digits: shippedUNet,
  pupil: pupilUNet,
  classifier: digitClassifier,
  'noisy-classifier': noisyDigitClassifier,
  'gan-generator': shippedGan.generator,
  'gan-discriminator': shippedGan.discriminator,
  ...codecHalves,
  latent: shippedLatent,
  text: shippedText,
  pairs: shippedPairs,
  'clip-image': clipImage,
  'clip-text': clipText,
  prior: priorNetwork,
  unclip: unclipNetwork,
  'cascade-7': cascadeNetworks[7],
  'cascade-14': cascadeNetworks[14],
  'cascade-28': cascadeNetworks[28],
  type: typeUNet,
  changes: changeUNet,
  domain: domainClassifier,
} as const;

export type ShippedName = keyof typeof shippedNetworks;

/** The network whose weights a file holds. */
export const shippedNetwork = (name: ShippedName): Network => shippedNetworks[name];

export interface ShippedWeights {
  readonly network: Network;
  readonly manifest: WeightsManifest;
  readonly weights: Float32Array;
}

/** Where a file of the shipped weights lies. */
export function weightsUrl(name: ShippedName, ending: 'json' | 'bin', base: string = import.meta.env.BASE_URL): string {
  return `${base.replace(/\/*$/, '/')}weights/${name}.${ending}`;
}

const pending = new Map<ShippedName, Promise<ShippedWeights>>();

/**
 * Shipped weights, fetched once however often they are asked for; a failed attempt is forgotten, so that calling again tries
 * again. Rejects with `WeightsFileError`, whose sentence is fit to show, when they are missing, foreign or damaged.
 */
export function loadWeights(name: ShippedName, base?: string): Promise<ShippedWeights> {
  let found = pending.get(name);
  if (!found) {
    found = fetchWeights(name, base).catch((error: unknown) => {
      pending.delete(name);
      throw error;
    });
    pending.set(name, found);
  }
  return found;
}

async function fetchWeights(name: ShippedName, base?: string): Promise<ShippedWeights> {
  const network = shippedNetworks[name];
  const text = new TextDecoder().decode(await fetchBytes(name, weightsUrl(name, 'json', base)));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new WeightsFileError(
      `The manifest of the weights for the ${network.name} is no JSON (expected a JSON object).`,
    );
  }
  const manifest = checkManifest(json, network, digitsHash.toString(16).padStart(8, '0'));
  // The hash makes the address change when the content does, so caches may keep it for ever.
  const bytes = await fetchBytes(name, `${weightsUrl(name, 'bin', base)}?v=${manifest.weights.hash}`);
  return { network, manifest, weights: readWeights(manifest, bytes) };
}

async function fetchBytes(name: ShippedName, url: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new WeightsFileError(
      `The weights for the ${shippedNetworks[name].name} could not be fetched: no connection to the site. Try again.`,
    );
  }
  if (!response.ok) {
    throw new WeightsFileError(
      `The weights for the ${shippedNetworks[name].name} could not be fetched: the site answered ${response.status} (expected 200).`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
