/** What was, what was measured of it, the answers with what is read in them, and what they say together. */
import { useMemo } from 'preact/hooks';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { pixels } from '../../../src/picture/index';
import { Panel } from '../index';
import { SheetPad } from '../kit/SheetPad';
import { measuredText, sureText, type Brush } from './labels';
import { brushed, masks, missingOf, type MaskCode } from './mask-code';
import type { Measured } from './measured';
import type { Spread } from './spread';
import type { RestoreSettings } from './state';
import type { Answers } from './work';

const grey = { paper: 0, ink: 255 } as const;
const ink = { paper: 0, ink: 1 } as const;

export function MeasuredPanel({
  s,
  measured,
  brush,
  onMask,
}: {
  readonly s: RestoreSettings;
  readonly measured: Measured | null;
  readonly brush: Brush;
  readonly onMask: (mask: MaskCode) => void;
}) {
  const href = useMemo(
    () =>
      measured ? pixels(measured.seen, measured.across, ink) : pixels(new Float64Array(digitPixels), digitSide, ink),
    [measured],
  );
  const painted = s.damage === 'mask';
  return (
    <Panel
      title="What was measured"
      tone="noised"
      label="What was measured of the digit"
      interactive={painted}
      readout={measured ? measuredText(s, measured) : 'nothing'}
    >
      <img class="f-pic f-ink" src={href} alt="What was measured of the digit, as a picture" />
      {painted && <Missing mask={s.mask} />}
      {painted && (
        <SheetPad
          sheet={s.mask}
          stroke={(mask, a, b) => brushed(mask, a, b, brush === 'back')}
          blank={() => masks.none}
          onDraw={onMask}
          label={`Picture of 28 by 28 pixels to ${brush === 'back' ? 'put parts back in' : 'scratch parts out of'}. Arrow keys move the brush, with shift they brush; space brushes in one place; backspace puts everything back.`}
        />
      )}
    </Panel>
  );
}

/** Missing pixels, covered row by row. */
function Missing({ mask }: { readonly mask: MaskCode }) {
  const d = useMemo(() => {
    const missing = missingOf(mask);
    let path = '';
    for (let y = 0; y < digitSide; y++) {
      for (let x = 0; x < digitSide; x++) {
        if (!missing[y * digitSide + x]) continue;
        const from = x;
        while (x < digitSide && missing[y * digitSide + x]) x++;
        path += `M${from},${y}h${x - from}v1h${from - x}z`;
      }
    }
    return path;
  }, [mask]);
  return (
    <svg class="rs-missing" viewBox={`0 0 ${digitSide} ${digitSide}`} aria-hidden="true">
      <path d={d} shape-rendering="crispEdges" />
    </svg>
  );
}

export function PicturePanel({
  href,
  title,
  tone,
  label,
  readout,
}: {
  readonly href: string;
  readonly title: string;
  readonly tone: 'model' | 'soft';
  readonly label: string;
  readonly readout: string;
}) {
  return (
    <Panel title={title} tone={tone} label={label} readout={readout}>
      <img class="f-pic f-ink" src={href} alt={label} />
    </Panel>
  );
}

/** A deviation of 1/2, the greatest there is, is drawn as full ink. */
export const meanPicture = ({ mean }: Spread): string => pixels(mean, digitSide, ink);
export const deviationPicture = ({ deviation }: Spread): string => pixels(deviation, digitSide, { paper: 0, ink: 0.5 });

export function AnswerList({
  answers,
  count,
  stale,
}: {
  readonly answers: Answers;
  readonly count: number;
  readonly stale: boolean;
}) {
  const hrefs = useMemo(
    () =>
      answers.classes.map((_, i) =>
        pixels(answers.grey.subarray(i * digitPixels, (i + 1) * digitPixels), digitSide, grey),
      ),
    [answers.grey],
  );
  return (
    <ol
      class="rs-answers"
      data-stale={stale ? '' : undefined}
      aria-label="Answers, with the digit that a classifier reads in each"
    >
      {Array.from({ length: Math.max(count, hrefs.length) }, (_, i) => (
        <li key={i}>
          <span class="rs-one">{hrefs[i] && <img class="f-ink" src={hrefs[i]} alt={`Answer ${i + 1}`} />}</span>
          {hrefs[i] && (
            <p>
              <b>{answers.classes[i]}</b> <span>{sureText(answers.sure[i])}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
