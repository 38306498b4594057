/** The pictures that a run learns from: fetched once, cut to the asked subset. */
import { digitPixels } from '../../../../core/data/digits';
import { digitSubset } from '../../../../core/data/digit-subset';
import type { LabelledPictures } from '../../../../net/image/data';
import { loadDigits } from '../../../digits';
import type { DigitData } from '../settings';

export interface PictureData {
  /** Fetches what is asked for where it is not there yet. Rejects with a sentence. */
  fetch(data: DigitData): Promise<void>;
  /** What was last fetched. The trainers copy what they take. */
  readonly pictures: () => LabelledPictures | null;
}

export function pictureData(): PictureData {
  let pictures: LabelledPictures | null = null;
  /** Which part of the book's digits they are; empty for one's own. */
  let are = '';
  return {
    pictures: () => pictures,
    async fetch(data) {
      const wanted = data.kind === 'own' ? '' : `${data.count ?? 'all'} ${data.only ?? 'all'}`;
      if (data.kind === 'own') pictures = data;
      else if (!pictures || are !== wanted) {
        const { images, labels, trainCount } = await loadDigits();
        const all = { images: images.subarray(0, trainCount * digitPixels), labels: labels.subarray(0, trainCount) };
        pictures = data.count === undefined && data.only === undefined ? all : digitSubset(all, data);
      }
      are = wanted;
    },
  };
}
