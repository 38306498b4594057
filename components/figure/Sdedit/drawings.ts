/** Bad drawings to begin with, as strokes: none is a digit of the data. */
import { toGrey } from '../../../src/core/data/digits';
import type { SampleDigit } from '../../../src/engine/digits';
import { raster, type Strokes } from '../../../src/picture/raster';
import { decodePicture, encodePicture, type PictureCode } from '../kit/picture-code';

export interface BadDrawing {
  /** What its hand meant. */
  readonly meant: number;
  /** `a crooked 3` */
  readonly name: string;
  readonly picture: PictureCode;
}

/** x and y by turns in the unit square, y upwards. */
const drawn: readonly { readonly meant: number; readonly name: string; readonly strokes: Strokes }[] = [
  {
    meant: 3,
    name: 'a crooked 3',
    strokes: [
      [0.2, 0.62, 0.34, 0.82, 0.6, 0.86, 0.72, 0.72, 0.6, 0.6, 0.4, 0.56],
      [0.48, 0.6, 0.72, 0.5, 0.76, 0.34, 0.58, 0.12, 0.26, 0.14],
    ],
  },
  {
    meant: 8,
    name: 'an 8 that does not close',
    strokes: [
      [
        0.64, 0.78, 0.5, 0.84, 0.38, 0.74, 0.46, 0.6, 0.62, 0.44, 0.64, 0.26, 0.5, 0.18, 0.36, 0.26, 0.38, 0.42, 0.54,
        0.54, 0.66, 0.64,
      ],
    ],
  },
  {
    meant: 5,
    name: 'a 5 in three strokes',
    strokes: [
      [0.36, 0.78, 0.72, 0.82],
      [0.36, 0.78, 0.33, 0.53],
      [0.34, 0.5, 0.56, 0.56, 0.7, 0.4, 0.6, 0.2, 0.32, 0.18],
    ],
  },
  {
    meant: 4,
    name: 'a leaning 4',
    strokes: [
      [0.36, 0.8, 0.28, 0.46, 0.74, 0.52],
      [0.68, 0.82, 0.58, 0.14],
    ],
  },
];

export const drawings: readonly BadDrawing[] = drawn.map(({ strokes, ...of }) => ({
  ...of,
  picture: encodePicture(raster(strokes)),
}));

/** The drawings as the row of digits to pick from takes them. */
export const picks: readonly SampleDigit[] = drawings.map(({ meant, picture }, index) => ({
  index,
  label: meant,
  pixels: toGrey(decodePicture(picture)),
}));
