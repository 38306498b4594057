/** A digit taken to noise as what it is and back as something else, by each of the mends. */
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { mends, type Mend } from '../../../src/core/inversion/mends';
import { apart } from './measure';
import type { Task } from './task';

export interface Edit {
  readonly mend: Mend;
  readonly grey: Uint8Array;
  /** What the judge takes it for. */
  readonly as: number;
  /** Root mean square change of a pixel. */
  readonly moved: number;
}

export interface Edited {
  readonly edits: readonly Edit[];
}

export async function edited({ s, digit, asks, tell, listening }: Task<Edited>): Promise<void> {
  const pictures = Float32Array.from(fromGrey(digit.pixels));
  const edits: Edit[] = [];
  for (const mend of mends) {
    const { x } = await asks.roundTrip(
      { pictures, labels: [digit.label], back: [s.to], evaluations: s.steps, guidance: s.w, mend },
      listening,
    );
    const grey = greyOf(x);
    const { classes } = await asks.judge({ x }, listening);
    edits.push({ mend, grey, as: classes[0], moved: apart(grey, digit.pixels) });
    tell({ edits: [...edits] });
  }
}
