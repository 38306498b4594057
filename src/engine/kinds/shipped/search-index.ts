/** Indices of the training digits, fetched when they are first asked for. */
import { digitsHash } from '../../../core/data/digits-sample';
import { readIndex, SearchIndexError, type SearchIndex } from '../../../core/search/index-file';

/** What the digits' hash is in an index and in a manifest. */
export const dataHash = digitsHash.toString(16).padStart(8, '0');

export function indexUrl(name: string, base: string = import.meta.env.BASE_URL): string {
  return `${base.replace(/\/*$/, '/')}search/${name}.bin`;
}

/** Rejects with a sentence fit to show where it is missing, foreign or damaged. */
export async function loadIndex(name: string, base?: string): Promise<SearchIndex> {
  let response: Response;
  try {
    response = await fetch(indexUrl(name, base));
  } catch (cause) {
    throw new SearchIndexError(`The index of ${name} could not be fetched: no connection to the site. Try again.`, {
      cause,
    });
  }
  if (!response.ok)
    throw new SearchIndexError(
      `The index of ${name} could not be fetched: the site answered ${response.status} (expected 200).`,
    );
  return readIndex(new Uint8Array(await response.arrayBuffer()), { name, data: dataHash });
}
