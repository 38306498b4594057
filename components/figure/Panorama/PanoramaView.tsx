/** A strip wider than the model: four rules from the same noise, and one of them looked at more closely. */
import { fixed, percent } from '../../../src/picture/index';
import { Button, Scrubber, SeedBox, Slider, TextField } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { problemsOf, summary, sureFrom } from './labels';
import { ChangePanel, Strips } from './Strips';
import { steps, windowSide } from './state';
import { usePanorama, type PanoramaProps } from './usePanorama';
import './panorama.css';

export interface PanoramaViewProps extends PanoramaProps {
  /** Mean ink of a pixel of digits side by side, as recorded. */
  readonly ink: number;
}

export default function PanoramaView({ ink, ...props }: PanoramaViewProps) {
  const { figure, shown, running, error, stop, playing, play } = usePanorama(props);
  const s = figure.settings.value;
  const said = `${figure.id}-said`;
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <div class="pa-figure">
          <Strips shown={shown.value} step={s.step} rule={s.rule} onChoose={(rule) => figure.set({ rule })} />
          <p class="f-readout pa-truth">
            A class with a question mark has less than {percent(sureFrom)} of the judge’s confidence. Real digits side
            by side: ink {fixed(ink, 3)}, seams about 1 wherever they are cut. Take a strip to see its columns below.
          </p>
        </div>
      }
      controls={
        <>
          <TextField
            label="Digits, left to right"
            value={s.wanted}
            longest={40}
            placeholder="any"
            describedBy={said}
            onInput={(wanted) => figure.set({ wanted })}
          />
          <Slider
            label="columns between windows"
            min={4}
            max={windowSide}
            step={1}
            value={s.stride}
            format={String}
            onInput={(stride) => figure.set({ stride })}
          />
          <Scrubber
            label={`step of ${steps}, the guess`}
            tone="noised"
            min={1}
            max={steps}
            step={1}
            value={s.step}
            format={String}
            onInput={(step) => figure.set({ step })}
            playing={playing}
            onPlay={play}
          />
        </>
      }
      after={
        <>
          <div class="pa-problems f-readout" id={said} aria-live="polite">
            {problemsOf(s).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          <Panels>
            <ChangePanel shown={shown.value} step={s.step} rule={s.rule} />
          </Panels>
          <More summary="Change the width, the guidance and the seed">
            <Controls>
              <Slider
                label="columns of the strip"
                min={windowSide}
                max={140}
                step={7}
                value={s.width}
                format={String}
                onInput={(width) => figure.set({ width })}
              />
              <Slider
                label="guidance weight w"
                term="w"
                tone="model"
                min={0}
                max={4}
                step={0.5}
                value={s.w}
                format={(w) => fixed(w, 1)}
                onInput={(w) => figure.set({ w })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              {running.value && <Button onClick={stop}>Stop</Button>}
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    />
  );
}
