/** A plate: a picture that nobody works, computed when the book is built and drawn as panels in a row. Its words stand under the panels, not in them. */
import type { Frame } from '../../../src/picture/frame';

/** A quantity's colour. */
export type PlateTone = 'data' | 'noise' | 'noised' | 'exact' | 'model' | 'ink' | 'soft';

export interface Mark {
  /** A path in the frame's units. */
  readonly d: string;
  readonly as: 'line' | 'dashed' | 'fine' | 'dots' | 'rings' | 'area';
  readonly tone: PlateTone;
}

interface Said {
  /** Under the picture. */
  readonly title: string;
  /** A line of numbers under that, computed. */
  readonly note?: string;
  /** What it shows, for a reader who cannot see it. */
  readonly label: string;
}

export type Panel = Said &
  (
    | { readonly frame: Pick<Frame, 'width' | 'height'>; readonly marks: readonly Mark[] }
    /** Grey pictures, as `mosaic` makes them. */
    | { readonly href: string; readonly width: number; readonly height: number }
  );

/** What a colour or a stroke means; stands once under the row. */
export interface Key {
  readonly tone: PlateTone;
  readonly as: Mark['as'];
  readonly says: string;
}

export interface PlateOf {
  readonly panels: readonly Panel[];
  readonly key?: readonly Key[];
}
