import { fixed, frame as makeFrame, grouped, pixels, significant } from '../../../src/picture';
import { digitSide, toUnit } from '../../../src/core/data/digits';
import { Button, Progress } from '../../control';
import type { Finding } from './search';

export interface FoundProps {
  /** Null while it is being looked for. */
  readonly finding: Finding | null;
  /** Class of the true picture, where it has one. */
  readonly label: number | null;
  /** The true picture is among the rows searched. */
  readonly training: boolean;
  /** The rows are the reader's own. */
  readonly own: boolean;
  readonly progress: number | null;
  readonly failure: string | null;
  readonly onRetry: () => void;
}

const bars = makeFrame({
  width: 260,
  height: 92,
  margin: { top: 6, right: 4, bottom: 20, left: 4 },
  x: [-0.5, 9.5],
  y: [0, 1],
});

/** What x_t still points to: the most probable training digit, and how the classes share the probability. */
export function Found(props: FoundProps) {
  const { finding, label, training, own, progress, failure, onRetry } = props;
  return (
    <div class="fn-found tone-exact">
      <div class="fn-best">
        {finding && (
          <img
            class="f-ink"
            src={pixels(toUnit(finding.pixels), digitSide)}
            alt={`The best match, a ${finding.label}`}
          />
        )}
      </div>
      <div class="fn-words">
        <p class="f-title">{finding ? verdict(finding, training, label) : 'What it still points to'}</p>
        {finding && (
          <p class="f-readout">
            {`Best match among ${grouped(finding.rows)} training digits${own ? ' of your files' : ''}: `}
            {`a ${finding.label}, probability ${probability(finding.certainty)}. ${spread(finding.candidates)}`}
          </p>
        )}
        {!finding && progress === null && !failure && <p class="f-readout">Searching the training digits …</p>}
        {progress !== null && !finding && <Progress label="fetching ten thousand digits" value={progress} />}
        {failure && (
          <p class="f-readout fn-failure" role="alert">
            {failure} The picture and its noise go on without the search. <Button onClick={onRetry}>Try again</Button>
          </p>
        )}
      </div>
      {finding && <ClassBars classes={finding.classes} label={label} />}
    </div>
  );
}

/** The heading. `label` is the class of the true picture, where it has one. */
export function verdict(finding: Pick<Finding, 'right' | 'label'>, training: boolean, label: number | null): string {
  if (finding.right)
    return training
      ? 'It still points to the right digit'
      : 'It still points to the digit nearest to the clean picture';
  return training
    ? `It points to another ${finding.label === label ? String(label) : 'digit'}: the right one is lost`
    : 'It points to another digit than the clean picture did';
}

function probability(p: number): string {
  return p > 0.9995 ? 'above 0.999' : p >= 0.01 ? fixed(p, 3) : significant(p, 2);
}

function spread(candidates: number): string {
  if (candidates < 1.005) return 'No other digit comes close.';
  return `The evidence is spread over about ${candidates < 10 ? fixed(candidates, 1) : grouped(candidates)} digits.`;
}

function ClassBars({ classes, label }: { readonly classes: ArrayLike<number>; readonly label: number | null }) {
  const width = bars.x(0.72) - bars.x(0);
  const told = Array.from(classes, (p, k) => `${k}: ${fixed(p)}`).join(', ');
  return (
    <div class="fn-classes">
      <svg
        viewBox={`0 0 ${bars.width} ${bars.height}`}
        role="img"
        aria-label={`Probability of each class given the noised picture. ${told}`}
      >
        <path class="f-grid" d={`M${bars.left},${bars.bottom}H${bars.right}`} />
        {Array.from(classes, (p, k) => (
          <g key={k}>
            <rect
              class={k === label ? 'fn-bar tone-data' : 'fn-bar tone-exact'}
              x={bars.x(k) - width / 2}
              y={bars.y(p)}
              width={width}
              height={Math.max(0, bars.bottom - bars.y(p))}
            />
            <text
              class="fn-digit"
              data-true={k === label ? '' : undefined}
              x={bars.x(k)}
              y={bars.bottom + 14}
              text-anchor="middle"
            >
              {k}
            </text>
          </g>
        ))}
      </svg>
      <p class="f-readout">
        {label === null ? 'probability of each class' : `probability of each class; it is a ${label}`}
      </p>
    </div>
  );
}
