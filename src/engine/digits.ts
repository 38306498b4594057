import { type Digits, packedDigitsHash, parseDigits } from '../core/data/digits';
import { digitsHash } from '../core/data/digits-sample';

export { type SampleDigit, sampleDigits } from '../core/data/digits-sample';

/** Called with the fraction of the file that has arrived, 0 to 1. */
export type DigitsProgress = (fraction: number) => void;

let pending: Promise<Digits> | undefined;
let loaded: Digits | undefined;
const listeners = new Set<DigitsProgress>();

/** Where the packed digits lie. The hash makes the address change when the content does, so caches may keep it for ever. */
export function digitsUrl(base: string = import.meta.env.BASE_URL): string {
  return `${base.replace(/\/*$/, '/')}data/digits.bin?v=${digitsHash.toString(16)}`;
}

/** The digits if they have arrived, without asking for them. */
export function digitsIfLoaded(): Digits | undefined {
  return loaded;
}

/**
 * The ten thousand digits, fetched once per page however many figures ask; a failed attempt is forgotten, so that
 * calling again tries again. Rejects with a sentence fit to show.
 */
export function loadDigits(onProgress?: DigitsProgress): Promise<Digits> {
  if (loaded) {
    onProgress?.(1);
    return Promise.resolve(loaded);
  }
  if (onProgress) listeners.add(onProgress);
  pending ??= fetchDigits(digitsUrl())
    .then((digits) => (loaded = digits))
    .finally(() => {
      pending = undefined;
      listeners.clear();
    });
  return pending;
}

async function fetchDigits(url: string): Promise<Digits> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error('The digits could not be fetched: no connection to the site. Try again.', { cause });
  }
  if (!response.ok)
    throw new Error(`The digits could not be fetched: the site answered ${response.status} (expected 200).`);
  const bytes = await read(response);
  const hash = packedDigitsHash(bytes);
  if (hash !== digitsHash) {
    throw new Error(
      'The digits file does not belong to this version of the page (expected the same build). Reload the page.',
    );
  }
  return parseDigits(bytes);
}

/** The body, piece by piece, so that progress can be told. */
async function read(response: Response): Promise<Uint8Array> {
  const total = Number(response.headers.get('content-length')) || 0;
  if (!response.body || total === 0) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    for (const listener of listeners) listener(Math.min(1, length / total));
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
