import type { Digits } from '../../../src/core/data/digits';

export type OwnFiles =
  | { readonly kind: 'picture'; readonly x: Float64Array; readonly warning: string | null }
  | { readonly kind: 'digits'; readonly digits: Digits };

/**
 * What the reader gave: the original MNIST files, or a picture, the first of several. Rejects with a
 * sentence fit to show. The reader of pictures is loaded only now.
 */
export async function readFiles(files: readonly File[]): Promise<OwnFiles> {
  const digits = await digitsAmong(files);
  if (digits) return { kind: 'digits', digits };
  const { readPicture } = await import('../../../src/engine/picture-file');
  return { kind: 'picture', ...(await readPicture(files[0])) };
}

/** The digits of the original MNIST files, told by their first bytes or their names; null where the files are none. The reader is loaded only then. */
export async function digitsAmong(files: readonly File[]): Promise<Digits | null> {
  const heads = await Promise.all(files.map(async (file) => new Uint8Array(await file.slice(0, 4).arrayBuffer())));
  if (!heads.some(looksLikeIdx) && !files.some(({ name }) => /idx\d|ubyte/i.test(name))) return null;
  const { digitsFromIdx } = await import('../../../src/core/data/idx');
  return digitsFromIdx(files.map((file) => ({ name: file.name, bytes: file })));
}

/** Two zero bytes and the type of unsigned bytes, or gzip: no picture format begins like that. */
export function looksLikeIdx(head: Uint8Array): boolean {
  return (head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0 && head[1] === 0 && head[2] === 8);
}
