/** The answers with the judge's readings, and one noise at several strengths. */
import { useMemo } from 'preact/hooks';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture/index';
import { answerText, toldText } from './labels';
import { answerCount, stripStrengths, type SdeditSettings } from './state';
import type { Shown } from './work';

const ink = { paper: 0, ink: 255 } as const;

function Tile({ all, i, alt }: { readonly all: Uint8Array; readonly i: number; readonly alt: string }) {
  const href = useMemo(() => pixels(all.subarray(i * digitPixels, (i + 1) * digitPixels), digitSide, ink), [all, i]);
  return <img class="f-ink" src={href} alt={alt} />;
}

export function Answers({ s, shown }: { readonly s: SdeditSettings; readonly shown: Shown }) {
  return (
    <div class="sd-answers">
      <p class="f-title tone-model">Answers, {toldText(s)}</p>
      <ul aria-label="Answers, with what the judge reads">
        {Array.from({ length: answerCount }, (_, i) => (
          <li key={i}>
            <Tile all={shown.answers} i={i} alt={`Answer ${i + 1}`} />
            <span class="f-readout">{answerText(s, shown, i)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface StripProps {
  readonly s: SdeditSettings;
  readonly shown: Shown;
  readonly onStrength: (strength: number) => void;
}

/** The first answer's noise at every fifth of strength; a tap sets the strength. */
export function Strip({ s, shown, onStrength }: StripProps) {
  return (
    <div class="sd-strip" role="group" aria-label="The first answer at other strengths">
      {stripStrengths.map((strength, i) => (
        <button
          key={strength}
          type="button"
          aria-pressed={Math.abs(s.strength - strength) < 1e-9}
          onClick={() => onStrength(strength)}
        >
          <Tile all={shown.strip} i={i} alt="" />
          <span>
            <span class="visually-hidden">strength </span>
            {strength === 0 || strength === 1 ? String(strength) : fixed(strength, 1)}
            <i>{shown.stripRead[i] === null ? '' : `read as ${shown.stripRead[i]}`}</i>
          </span>
        </button>
      ))}
    </div>
  );
}
