/** The pictures at a step, what was measured of each beneath it, and over each where it looks at a word. */
import { useMemo } from 'preact/hooks';
import type { Prompt } from '../../../src/core/caption/prompt';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { sheet } from '../../../src/picture/index';
import { Picture } from '../index';
import { markOf, pictureText, tickText } from './labels';
import { pictureCount } from './state';
import { attentionOf, sideOfPlaces, type Shown, type Step } from './work';
import { ticksOf, type Tick } from './wishes';
import { Places } from './Words';

interface PicturesProps {
  readonly prompt: Prompt;
  readonly shown: Shown;
  readonly step: Step | undefined;
  readonly lit: number;
  readonly chosen: number;
  readonly onChoose: (picture: number) => void;
}

export function Pictures({ prompt, shown, step, lit, chosen, onChoose }: PicturesProps) {
  return (
    <ul class="pr-sheet" aria-label="Pictures, with what is measured of each">
      {Array.from({ length: pictureCount }, (_, i) => (
        <li key={i}>
          <button
            type="button"
            class="pr-picture"
            aria-pressed={chosen === i}
            aria-label={pictureText(prompt, shown, i)}
            onClick={() => onChoose(chosen === i ? -1 : i)}
            onFocus={() => onChoose(i)}
          >
            <Drawn step={step} i={i} word={lit} />
          </button>
          {shown.final && <Ticks ticks={ticksOf(prompt, shown.final, i)} />}
        </li>
      ))}
    </ul>
  );
}

function Drawn({ step, i, word }: { readonly step: Step | undefined; readonly i: number; readonly word: number }) {
  const href = useMemo(
    () => (step ? sheet(step.grey.subarray(i * digitPixels, (i + 1) * digitPixels), 1, 1) : ''),
    [step, i],
  );
  return (
    <svg viewBox={`0 0 ${digitSide} ${digitSide}`} aria-hidden="true">
      {step && <Picture href={href} width={digitSide} />}
      {step && word >= 0 && <Places shares={attentionOf(step, word, i)} size={digitSide / sideOfPlaces} />}
    </svg>
  );
}

/** The class and three attributes: a mark where something was asked for, and what was measured. */
function Ticks({ ticks }: { readonly ticks: readonly Tick[] }) {
  return (
    <p class="pr-ticks" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick.name} data-met={tick.met === null ? undefined : String(tick.met)} title={tickText(tick)}>
          <i>{markOf(tick.met)}</i>
          {tick.measured}
        </span>
      ))}
    </p>
  );
}
