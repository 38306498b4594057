/** The shipped two: their pictures, their numbers, and how they are asked. */
import type { ComponentChildren } from 'preact';
import { Button, Choice, nextSeed, Progress, SeedBox, Slider } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Shell } from '../index';
import { weightText } from './labels';
import { GridPanel, Measured } from './Panels';
import { target } from './state';
import type { DigitsVsDigitsState } from './useDigitsVsDigits';

const whoOptions = [
  { value: 'teacher', label: 'the diffusion model' },
  { value: 'pupil', label: 'its pupil, asked once' },
  { value: 'pupil-twice', label: 'its pupil, asked twice' },
] as const;

export interface ModeProps {
  readonly state: DigitsVsDigitsState;
  /** The choice between this and the other mode. */
  readonly mode: ComponentChildren;
  readonly summary: string;
}

export function ShippedFigure({ state, mode, summary }: ModeProps) {
  const { figure, reference, shown, running, error, stop } = state;
  const s = figure.settings.value;
  const { diffusion, gan } = shown.value;
  const n = (diffusion.measures?.n ?? 0) + (gan.measures?.n ?? 0);
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <GridPanel which="diffusion" side={diffusion} s={s} />
          <GridPanel which="gan" side={gan} s={s} />
        </>
      }
      controls={
        <>
          <Button
            kind="primary"
            // Of the seed on show the same would come out: whoever asks for pictures gets the next.
            onClick={() => figure.set({ seed: nextSeed(s.seed) })}
          >
            Draw them here
          </Button>
          <Choice
            label="Beside the GAN"
            showLabel
            options={whoOptions}
            value={s.who}
            onChange={(who) => figure.set({ who })}
          />
          {s.who === 'teacher' && (
            <>
              <Slider
                label="evaluations"
                tone="model"
                min={1}
                max={50}
                step={1}
                value={s.evaluations}
                format={(v) => String(v)}
                onInput={(evaluations) => figure.set({ evaluations })}
              />
              <Slider
                label="guidance weight w"
                tone="model"
                term="w"
                min={0}
                max={4}
                step={0.25}
                value={s.guidance}
                format={weightText}
                onInput={(guidance) => figure.set({ guidance })}
              />
            </>
          )}
          <Slider
            label="codes of the GAN times"
            tone="generator"
            min={0.3}
            max={1}
            step={0.05}
            value={s.shrink}
            format={(v) => fixed(v)}
            onInput={(shrink) => figure.set({ shrink })}
          />
        </>
      }
      after={
        <More summary="Train two of your own here, change the seed">
          <Controls>
            {mode}
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      <Measured shown={shown.value} reference={reference} s={s} />
      {running.value && <Progress label="Drawing and judging" value={n / (2 * target)} onStop={stop} />}
    </Shell>
  );
}
