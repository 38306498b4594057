import { getCollection, type CollectionEntry } from 'astro:content';
import { siteUrl } from './links';
import { slugOf } from './slug';

/** A chapter with its place in the book. */
export interface Chapter {
  readonly entry: CollectionEntry<'chapters'>;
  readonly slug: string;
  /** Chapter 1 is the landing page. */
  readonly url: string;
}

/** All chapters in order. */
export async function allChapters(): Promise<readonly Chapter[]> {
  const entries = await getCollection('chapters');
  return entries
    .sort((a, b) => a.data.number - b.data.number)
    .map((entry) => {
      const slug = slugOf(`${entry.filePath?.split('/').at(-1) ?? entry.id}`);
      return { entry, slug, url: siteUrl(entry.data.number === 1 ? '' : `${slug}/`) };
    });
}
