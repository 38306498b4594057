import { significant } from '../../../src/picture/index';
import './legend.css';

export interface ShadeLegendProps {
  /** What the shades count: `Error in ε, at least`. */
  readonly says: string;
  /** Least value of each shade, from the faintest. */
  readonly shades: readonly number[];
  /** Of one layer of paint: a shade is as many layers as levels it exceeds. */
  readonly opacity: number;
  /** What the lines of the map are. */
  readonly lines: string;
}

/** A map's shades with their numbers, and what its lines are. */
export function ShadeLegend({ says, shades, opacity, lines }: ShadeLegendProps) {
  return (
    <p class="f-legend">
      <span>{says}</span>
      {shades.map((shade, i) => (
        <span key={shade} class="f-key">
          <i class="f-shade tone-model" style={{ opacity: String(1 - (1 - opacity) ** (i + 1)) }} />
          {significant(shade, 1)}
        </span>
      ))}
      <span class="f-key">
        <i class="f-contour" />
        {lines}
      </span>
    </p>
  );
}
