/** The words of the prompt, each with where the pictures look at it. */
import { percent } from '../../../src/picture/index';
import type { Prompt } from '../../../src/core/caption/prompt';
import { attentionOf, shareOf, sideOfPlaces, type Step } from './work';

/** Seven by seven places as squares of `size`, the strongest the fullest. */
export function Places({ shares, size }: { readonly shares: Float64Array; readonly size: number }) {
  const most = Math.max(...shares, 1e-9);
  return (
    <g class="pr-places">
      {Array.from(shares, (share, p) => (
        <rect
          key={p}
          x={(p % sideOfPlaces) * size}
          y={Math.floor(p / sideOfPlaces) * size}
          width={size}
          height={size}
          opacity={Math.round((80 * share) / most) / 100}
        />
      ))}
    </g>
  );
}

interface WordsProps {
  readonly prompt: Prompt;
  readonly step: Step | undefined;
  /** The word whose attention lies over the pictures, pinned or pointed at. */
  readonly lit: number;
  readonly pinned: number;
  readonly onPin: (word: number) => void;
  readonly onPoint: (word: number) => void;
}

export function Words({ prompt, step, lit, pinned, onPin, onPoint }: WordsProps) {
  const { words } = prompt;
  if (words.length === 0) return <p class="f-readout pr-nothing">No word: the network is told nothing.</p>;
  return (
    <ul class="pr-words" aria-label="Words of the prompt, with the attention on each">
      {words.map(({ word }, k) => {
        const share = step ? shareOf(step, k) : 0;
        return (
          <li key={`${k}${word}`}>
            <button
              type="button"
              class="pr-word"
              aria-pressed={pinned === k}
              data-lit={lit === k ? '' : undefined}
              style={{ '--light': String(Math.round(100 * Math.min(1, 1.6 * share)) / 100) }}
              onClick={() => onPin(pinned === k ? -1 : k)}
              onPointerEnter={() => onPoint(k)}
              onPointerLeave={() => onPoint(-1)}
              onFocus={() => onPoint(k)}
              onBlur={() => onPoint(-1)}
            >
              <span class="pr-said">{word}</span>
              <svg viewBox="0 0 7 7" aria-hidden="true">
                {step && <Places shares={attentionOf(step, k, null)} size={1} />}
              </svg>
              <span class="pr-share">
                {percent(share)}
                <span class="visually-hidden"> of the attention</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
