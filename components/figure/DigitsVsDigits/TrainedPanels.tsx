/** Both models as they learn: what they draw, and how far it is from real digits at equal shares of the budget. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { fixed, frame, line, percent } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Picture, Rule } from '../index';
import { sheet, sheetFrames } from '../../../src/picture/index';
import { names, realAt } from './labels';
import type { Reference } from './reference';
import { columns, rows, shownCount } from './state';
import { askedOf, type Learned, type Lesson } from './trained';
import { learnedText, learnedTitle } from './trained-labels';
import type { Sides } from './work';

const grid = { width: columns * digitSide, height: rows * digitSide } as const;
const tones = { diffusion: 'model', gan: 'generator' } as const;

export function LearnedPanel({
  which,
  learned,
  lesson,
}: {
  readonly which: Sides;
  readonly learned: Learned;
  readonly lesson: Lesson;
}) {
  const href = useMemo(() => (learned.grey.length > 0 ? sheet(learned.grey, columns, rows) : null), [learned.grey]);
  const asked = askedOf(lesson.settings);
  const frames = sheetFrames(
    learned.classes.map((c, i) => c !== asked[i]),
    columns,
  );
  return (
    <Panel
      frame={grid}
      border
      title={learnedTitle(which, lesson)}
      tone={tones[which]}
      readout={learnedText(learned)}
      label={`${shownCount} digits drawn by the ${which === 'gan' ? 'generator' : 'diffusion model'} as it is`}
    >
      {href && <Picture href={href} width={grid.width} height={grid.height} />}
      <path class="f-line tone-warning" d={frames} stroke-width={1.5} />
    </Panel>
  );
}

const chart = { width: 460, height: 230, margin: { top: 28, right: 84, bottom: 40, left: 44 } } as const;

function LooksPanel({
  lesson,
  reference,
  metric,
}: {
  readonly lesson: Lesson;
  readonly reference: Reference;
  readonly metric: 'frechet' | 'agreement' | 'diversity';
}) {
  const words = {
    frechet: 'Fréchet distance of 40',
    agreement: 'share taken for what was asked',
    diversity: 'diversity, 1 for real digits',
  }[metric];
  const sides = (['diffusion', 'gan'] as const).map((side) => ({ side, looks: lesson[side].looks }));
  const all = sides.flatMap(({ looks }) => looks.map(({ measures }) => measures[metric])).filter(Number.isFinite);
  const box = frame({
    ...chart,
    x: [0, 1],
    y: [0, metric === 'agreement' ? 1 : Math.max(metric === 'frechet' ? 60 : 1.2, ...all) * 1.05],
  });
  const real = metric === 'diversity' ? 1 : realAt(reference, shownCount)?.[metric];
  const ends = sides.flatMap(({ side, looks }) =>
    looks.length > 0 ? [{ side, share: looks.at(-1)!.share, value: looks.at(-1)!.measures[metric] }] : [],
  );
  // The upper of two names moves up where they would touch.
  const [first, second] = ends.map(({ value }) => box.y(value));
  const apart = second !== undefined && Math.abs(first - second) < 14 ? (14 - Math.abs(first - second)) / 2 : 0;
  const lift = (i: number) => ((i === 0 ? first <= second : second < first) ? -apart : apart);
  return (
    <Panel
      frame={box}
      border={false}
      label={`${words} against the share of the budget: ${ends.map(({ side, value, share }) => `${names[side]} ${fixed(value)} at ${percent(share)}`).join(', ') || 'nothing yet'}`}
    >
      <Axes
        frame={box}
        x={{
          label: 'share of the budget',
          ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: percent(value) })),
        }}
        y={{ label: words, count: 4 }}
      />
      {real !== undefined && <Rule frame={box} y={real} tone="data" dash="4 3" />}
      {real !== undefined && (
        <Label x={box.right + 6} y={box.y(real) + 4} tone="data">
          real digits
        </Label>
      )}
      {sides.map(({ side, looks }) => (
        <Line
          key={side}
          d={line(
            box,
            looks.map(({ share }) => share),
            looks.map(({ measures }) => measures[metric]),
          )}
          tone={tones[side]}
          dash={side === 'gan' ? '6 3' : undefined}
        />
      ))}
      {sides.map(({ side, looks }) =>
        looks.map(({ share, measures }) => (
          <Marker key={`${side}${share}`} x={box.x(share)} y={box.y(measures[metric])} tone={tones[side]} size={3} />
        )),
      )}
      {ends.map(({ side, share, value }, i) => (
        <Label
          key={`n${side}`}
          x={box.x(Math.min(1, share)) + 7}
          y={box.y(value) + 4 + (apart > 0 ? lift(i) : 0)}
          tone={tones[side]}
        >
          {names[side]}
        </Label>
      ))}
    </Panel>
  );
}

/** For one class alone, how different its samples are takes the place of a distance to all digits. */
export function Looks({ lesson, reference }: { readonly lesson: Lesson; readonly reference: Reference }) {
  return (
    <>
      <LooksPanel
        lesson={lesson}
        reference={reference}
        metric={lesson.settings.only === null ? 'frechet' : 'diversity'}
      />
      <LooksPanel lesson={lesson} reference={reference} metric="agreement" />
    </>
  );
}
