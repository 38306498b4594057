import type { Digits } from '../../../src/core/data/digits';

export type OwnFiles =
  | { readonly kind: 'picture'; readonly x: Float64Array; readonly warning: string | null }
  | { readonly kind: 'digits'; readonly digits: Digits };

/**
 * What the reader gave: the original MNIST files (told by their first bytes or their names), or a picture, the first of several. Rejects with a
 * sentence fit to show. The readers are loaded only now.
 */
export async function readFiles(files: readonly File[]): Promise<OwnFiles> {
  const heads = await Promise.all(files.map(async (file) => new Uint8Array(await file.slice(0, 4).arrayBuffer())));
  if (heads.some(looksLikeIdx) || files.some(({ name }) => /idx\d|ubyte/i.test(name))) {
    const { digitsFromIdx } = await import('../../../src/core/data/idx');
    return { kind: 'digits', digits: await digitsFromIdx(files.map((file) => ({ name: file.name, bytes: file }))) };
  }
  const { readPicture } = await import('../../../src/engine/picture-file');
  return { kind: 'picture', ...(await readPicture(files[0])) };
}

/** Two zero bytes and the type of unsigned bytes, or gzip: no picture format begins like that. */
export function looksLikeIdx(head: Uint8Array): boolean {
  return (head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0 && head[1] === 0 && head[2] === 8);
}
