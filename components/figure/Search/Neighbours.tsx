/** The neighbours in one space as a strip of digits, the distance of each beneath it. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { fixed, sheet, sheetFrames } from '../../../src/picture/index';
import { Picture } from '../index';
import { neighbourText, rowText, spaceNames } from './labels';
import type { Row } from './work';

interface NeighboursProps {
  readonly row: Row;
  /** Of what is looked for; neighbours of other classes are framed. Null where it has none. */
  readonly label: number | null;
  /** What the space is. */
  readonly note: string;
}

export function Neighbours({ row, label, note }: NeighboursProps) {
  const n = row.labels.length;
  const href = useMemo(() => sheet(row.grey, n, 1), [row.grey]);
  const frames = sheetFrames(
    row.labels.map((one) => label !== null && one !== label),
    n,
  );
  return (
    <section class="se-row" aria-label={`${spaceNames[row.space]}: ${rowText(row)}`}>
      <p class="se-name">
        <strong>{spaceNames[row.space]}</strong> <span>{note}</span>
      </p>
      <svg class="se-strip" viewBox={`0 0 ${n * digitSide} ${digitSide}`} aria-hidden="true">
        <Picture href={href} width={n * digitSide} height={digitSide} />
        <path class="se-other" d={frames} />
      </svg>
      <ol class="se-distances">
        {row.distances.map((d, i) => (
          <li key={i} title={neighbourText(row, i)}>
            {fixed(d, 1)}
          </li>
        ))}
      </ol>
      <p class="f-readout">{rowText(row)}</p>
    </section>
  );
}
