/** The clouds: noised points in the colour of where they end, exactly and as learned; and the ends themselves. */
import { useMemo } from 'preact/hooks';
import type { Batch } from '../../../src/core/batch';
import type { Status } from '../../../src/engine/protocol';
import { dots, segments, significant } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Dots, Line, Panel, type TimeAxis } from '../index';
import { notYet } from '../kit/not-yet';
import type { Shown } from './built';
import { modeOf } from './exact';
import { lengthText, readingOf, strayText, whoText } from './labels';
import { astray } from './measure';
import { mixtureOf, square, times, type ConsistencyMapSettings, type MapTarget } from './state';

/** Colours of the ends. */
const hues = 8;

export interface CloudProps {
  readonly s: ConsistencyMapSettings;
  readonly shown: Shown | null;
  readonly status: Status | 'static';
  readonly time: TimeAxis;
}

/** A teacher is a model; a network that needs one evaluation is a generator. */
export const toneOf = ({ of }: Pick<Shown, 'of'>): Tone => (of === 'teacher' ? 'model' : 'generator');

/** Points at `x`, each in the colour of the Gaussian that its end is nearest to. */
function Coloured({ target, x, ends }: { readonly target: MapTarget; readonly x: Batch; readonly ends: Batch }) {
  const paths = useMemo(() => {
    const modes = modeOf(target, ends);
    return Array.from({ length: hues }, (_, hue) => dots(square, x, { only: (row) => modes[row] % hues === hue }));
  }, [target, x, ends]);
  return (
    <>
      {paths.map((d, hue) => (
        <path key={hue} class={`f-dots cm-hue cm-hue-${hue}`} d={d} stroke-width={6.5} />
      ))}
    </>
  );
}

/** Where the Gaussians are, each in its colour, so that colours mean places. */
export function Modes({ target }: { readonly target: MapTarget }) {
  const { modes } = mixtureOf(target);
  return (
    <>
      {Array.from({ length: modes.data.length / 2 }, (_, k) => (
        <circle
          key={k}
          class={`cm-mode cm-hue-${k % hues}`}
          cx={square.x(modes.data[2 * k])}
          cy={square.y(modes.data[2 * k + 1])}
          r={target === 'eight-gaussians' ? 13 : 8}
        />
      ))}
    </>
  );
}

export function ExactPanel({ s, shown, time }: CloudProps) {
  return (
    <Panel
      frame={square}
      title="Exact"
      tone="exact"
      readout={
        shown ? (
          <>
            {`points at ${time.text(times[shown.k])}, coloured by the Gaussian`}
            <br />
            in which their path ends
          </>
        ) : (
          'the paths are being solved'
        )
      }
      label="Scatter plot of noised points, each coloured by where its path of the probability-flow ODE ends"
    >
      <Modes target={s.target} />
      {shown && <Coloured target={s.target} x={shown.x} ends={shown.exact} />}
    </Panel>
  );
}

export function LearnedPanel({ s, shown, status }: CloudProps) {
  const learned = shown?.learned;
  const reading = shown && readingOf(s.target, shown);
  const rings = useMemo(() => {
    if (!shown || !learned) return '';
    const stray = astray(s.target, shown.exact, learned);
    return dots(square, shown.x, { only: (row) => stray[row] });
  }, [shown?.x, shown?.exact, learned]);
  return (
    <Panel
      frame={square}
      title={`${shown ? whoText(shown, s.method) : 'Network'}: one evaluation`}
      tone={shown ? toneOf(shown) : 'generator'}
      readout={
        reading ? (
          <>
            {shown.of === 'teacher' ? 'its guess is the mean of the data:' : 'the same points, coloured by its answer:'}
            <br />
            {strayText(reading)}
          </>
        ) : (
          notYet(status, 'not trained yet')
        )
      }
      label="Scatter plot of the same points, each coloured by where the network sends it; those that it sends elsewhere have a ring"
    >
      <Modes target={s.target} />
      <Dots d={rings} tone="ink" size={13} opacity={0.85} />
      {shown && learned && <Coloured target={s.target} x={shown.x} ends={learned} />}
    </Panel>
  );
}

export function EndsPanel({ s, shown, status }: CloudProps) {
  const learned = shown?.learned;
  const reading = shown && readingOf(s.target, shown);
  const drawn = useMemo(
    () =>
      shown &&
      learned && {
        apart: segments(square, shown.exact, learned),
        dots: dots(square, learned),
        exact: dots(square, shown.exact),
      },
    [shown?.exact, learned],
  );
  const tone = shown ? toneOf(shown) : 'generator';
  return (
    <Panel
      frame={square}
      title="How far apart the ends are"
      tone="ink"
      readout={
        reading ? (
          <>
            {`on average ${lengthText(reading.mean)}; a Gaussian is ${significant(mixtureOf(s.target).components.scales[0], 2)} wide`}
            <br />
            <span class="tone-exact cm-word">large and pale: exact</span>,{' '}
            <span class={`tone-${tone} cm-word`}>small: learned</span>
          </>
        ) : (
          notYet(status, 'not trained yet')
        )
      }
      label="The exact end and the learned end of every point, joined by a line"
    >
      {drawn && (
        <>
          <Line d={drawn.apart} tone="soft" width={0.9} opacity={0.8} />
          <Dots d={drawn.exact} tone="exact" size={6} opacity={0.45} />
          <Dots d={drawn.dots} tone={tone} size={3} opacity={0.95} />
        </>
      )}
    </Panel>
  );
}
