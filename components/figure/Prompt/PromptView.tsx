/** Digits drawn for what is typed: words with their attention, pictures with their ticks. */
import { useSignal } from '@preact/signals';
import { readPrompt } from '../../../src/core/caption/prompt';
import { fixed } from '../../../src/picture/index';
import { Button, Scrubber, SeedBox, Slider, TextField } from '../../control/index';
import { Controls, More, Shell } from '../index';
import { digitChips, isSaid, tapped, wordChips, type Chip } from './chips';
import { heldOut, heldOutText, noiseText, pictureText, problemsOf, sharesText, summary, type Rates } from './labels';
import { Pictures } from './Pictures';
import { longestPrompt, steps } from './state';
import { usePrompt, type PromptProps } from './usePrompt';
import { Words } from './Words';
import './prompt.css';

export interface PromptViewProps extends PromptProps {
  /** What is recorded of combinations that were kept back; null where nothing is. */
  readonly rates: Rates | null;
}

export default function PromptView({ rates, ...props }: PromptViewProps) {
  const { figure, shown, running, error, playing, play } = usePrompt(props);
  const pointed = useSignal(-1);
  const s = figure.settings.value;
  const all = shown.value;
  const prompt = readPrompt(all.settings.prompt);
  const wanted = readPrompt(s.prompt);
  // While pictures come, the newest step is shown; afterwards the one that is asked for.
  const at = all.final ? Math.min(s.step, all.steps.length) : all.steps.length;
  const step = all.steps[at - 1];
  const lit = [pointed.value, s.word].find((word) => word >= 0 && word < prompt.words.length) ?? -1;
  const never = heldOut(wanted);
  const tap = (chip: Chip) => figure.set({ prompt: tapped(s.prompt, chip), word: -1 });
  const chips = (label: string, list: readonly Chip[]) => (
    <div class="pr-chips" role="group" aria-label={label}>
      {list.map((chip) => (
        <button
          key={chip.word}
          type="button"
          class="pr-chip"
          aria-pressed={isSaid(s.prompt, chip)}
          onClick={() => tap(chip)}
        >
          {chip.word}
        </button>
      ))}
    </div>
  );
  const said = `${figure.id}-said`;
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, all)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <div class="pr-figure">
          <div class="pr-ask">
            <TextField
              label="What to draw"
              value={s.prompt}
              longest={longestPrompt}
              placeholder="a thin slanted 7"
              describedBy={said}
              onInput={(text) => figure.set({ prompt: text, word: -1 })}
            />
            {chips('Words to tap', wordChips)}
            {chips('Digits to tap', digitChips)}
            <TextField
              label="What not to draw"
              value={s.negative}
              longest={longestPrompt}
              placeholder="nothing"
              describedBy={said}
              onInput={(text) => figure.set({ negative: text })}
            />
            <div class="pr-problems" id={said} aria-live="polite">
              {problemsOf(s).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
              {never && <p class="pr-never">{heldOutText(never, rates)}</p>}
            </div>
            <Words
              prompt={prompt}
              step={step}
              lit={lit}
              pinned={s.word}
              onPin={(word) => figure.set({ word })}
              onPoint={(word) => {
                pointed.value = word;
              }}
            />
            <p class="f-readout pr-shares">
              <strong>As asked:</strong> {sharesText(prompt, all)}
            </p>
          </div>
          <div class="pr-drawn">
            <Pictures
              prompt={prompt}
              shown={all}
              step={step}
              lit={lit}
              chosen={s.picture}
              onChoose={(picture) => figure.set({ picture })}
            />
          </div>
          <p class="f-readout pr-detail">
            {s.picture >= 0
              ? pictureText(prompt, all, s.picture)
              : 'Take a picture for its numbers, a word for its attention.'}
          </p>
        </div>
      }
      controls={
        <>
          <Scrubber
            label={`step of ${steps}${step ? `, asked at noise ${noiseText(step.noise)}` : ''}`}
            tone="noised"
            min={1}
            max={steps}
            step={1}
            value={Math.max(1, at)}
            format={String}
            onInput={(value) => figure.set({ step: value })}
            playing={playing}
            onPlay={play}
          />
          <Slider
            label="guidance weight w"
            term="w"
            tone="model"
            min={0}
            max={6}
            step={0.5}
            value={s.w}
            format={(w) => fixed(w, 1)}
            onInput={(w) => figure.set({ w })}
          />
        </>
      }
      after={
        <More summary="Change the seed, begin again">
          <Controls>
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    />
  );
}
