import { raster } from '../../../src/picture';
import { type PictureCode, blankPicture, decodePicture, encodePicture } from './picture-code';
import { SheetPad, type Spot } from './SheetPad';

export interface PixelPadProps {
  readonly picture: PictureCode;
  readonly onDraw: (picture: PictureCode) => void;
}

/** The pen after one stroke more, from `a` to `b` in the unit square (y up). */
export function inked(picture: PictureCode, [ax, ay]: Spot, [bx, by]: Spot): PictureCode {
  const stroke = raster([[ax, ay, bx, by]]);
  return encodePicture(decodePicture(picture).map((value, i) => Math.max(value, stroke[i])));
}

/** A sheet to draw digits on. */
export function PixelPad({ picture, onDraw }: PixelPadProps) {
  return (
    <SheetPad
      sheet={picture}
      stroke={inked}
      blank={blankPicture}
      onDraw={onDraw}
      focused
      label="Drawing sheet of 28 by 28 pixels. Arrow keys move the pen, with shift they draw; space puts a dot; backspace clears."
    />
  );
}
