/** What of a system can be set: the prompt beside the player, the rest folded away. */
import { Button, Choice, SeedBox, Slider, TextField, Toggle, optionsOf } from '../../control/index';
import { mostSteps } from '../../../src/engine/kinds/shipped/anatomy';
import { fixed } from '../../../src/picture/numbers';
import { Controls, More, type FigureState } from '../index';
import { samplerLabel } from '../kit/sampler-labels';
import { racers } from '../kit/samplers';
import { digitOptions } from './options';
import { weightText } from './stable-labels';
import { longestPrompt, type AnatomySettings } from './state';
import { sourceNames, thresholdNames } from './words';

interface SettingsProps {
  readonly figure: FigureState<AnatomySettings>;
}

const samplerOptions = racers.map((value) => ({ value, label: samplerLabel(value) }));
const sourceOptions = optionsOf(sourceNames);
const thresholdOptions = optionsOf(thresholdNames);
const startOptions = optionsOf({ noise: 'noise', picture: 'a picture' });

export function PromptField({ figure }: SettingsProps) {
  const { prompt } = figure.settings.value;
  return (
    <TextField
      label="Prompt"
      value={prompt}
      longest={longestPrompt}
      placeholder="any digit"
      onInput={(value) => figure.set({ prompt: value })}
    />
  );
}

export function SystemSettings({ figure }: SettingsProps) {
  const { system } = figure.settings.value;
  return (
    <>
      {system === 'stable-diffusion' && <StableSettings figure={figure} />}
      {system === 'unclip' && <UnclipSettings figure={figure} />}
      {system === 'imagen' && <ImagenSettings figure={figure} />}
      <More summary="Steps, seed, the beginning again">
        <Controls>
          <StepsSlider figure={figure} />
          <SeedBox value={figure.settings.value.seed} onChange={(seed) => figure.set({ seed })} />
          <Button onClick={figure.reset}>Reset</Button>
        </Controls>
      </More>
    </>
  );
}

function StepsSlider({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <Slider
      label="steps"
      min={2}
      max={mostSteps}
      step={1}
      value={s.steps}
      format={(v) => String(v)}
      onInput={(steps) => figure.set({ steps, step: Math.min(s.step, steps - 1) })}
    />
  );
}

/** Guidance on or off, and its weight. */
export function GuidanceControls({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <>
      <Toggle label="guidance" value={s.guided} onChange={(guided) => figure.set({ guided })} />
      <Slider
        label="guidance weight w"
        term="w"
        tone="model"
        min={-1}
        max={15}
        step={0.5}
        value={s.w}
        format={weightText}
        disabled={!s.guided}
        onInput={(w) => figure.set({ w })}
      />
    </>
  );
}

/** A digit of the page. */
export function DigitChoice({
  figure,
  label,
  name,
}: SettingsProps & { readonly label: string; readonly name: 'digit' | 'other' }) {
  return (
    <Choice
      label={label}
      showLabel
      options={digitOptions}
      value={String(figure.settings.value[name])}
      onChange={(value) => figure.set({ [name]: Number(value) })}
    />
  );
}

function StableSettings({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <Controls>
      <Toggle label="words" value={s.words} onChange={(words) => figure.set({ words })} />
      <GuidanceControls figure={figure} />
      <Choice
        label="Sampler"
        showLabel
        options={samplerOptions}
        value={s.sampler}
        onChange={(sampler) => figure.set({ sampler })}
      />
      <Choice
        label="Begin at"
        showLabel
        options={startOptions}
        value={s.start}
        onChange={(start) => figure.set({ start })}
      />
      {s.start === 'picture' && <DigitChoice figure={figure} label="The picture" name="digit" />}
      {s.start === 'picture' && (
        <Slider
          label="strength"
          min={0.1}
          max={1}
          step={0.1}
          value={s.strength}
          format={(v) => fixed(v, 1)}
          onInput={(strength) => figure.set({ strength })}
        />
      )}
      <Toggle label="decode every step" value={s.every} onChange={(every) => figure.set({ every })} />
    </Controls>
  );
}

function UnclipSettings({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <Controls>
      <Choice
        label="The embedding comes from"
        showLabel
        options={sourceOptions}
        value={s.from}
        onChange={(from) => figure.set({ from, step: 0 })}
      />
      {s.from === 'text' && (
        <Toggle label="prior" value={s.prior} onChange={(prior) => figure.set({ prior, step: 0 })} />
      )}
      {s.from === 'difference' && (
        <TextField
          label="Second prompt"
          value={s.towards}
          longest={longestPrompt}
          onInput={(towards) => figure.set({ towards })}
        />
      )}
      {s.from !== 'text' && <DigitChoice figure={figure} label="The picture" name="digit" />}
      {s.from === 'between' && <DigitChoice figure={figure} label="The other" name="other" />}
      {(s.from === 'between' || s.from === 'difference') && (
        <Slider
          label="how far"
          min={0}
          max={1}
          step={0.05}
          value={s.share}
          format={fixed}
          onInput={(share) => figure.set({ share })}
        />
      )}
      <GuidanceControls figure={figure} />
    </Controls>
  );
}

function ImagenSettings({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <Controls>
      <Toggle label="words" value={s.words} onChange={(words) => figure.set({ words })} />
      <GuidanceControls figure={figure} />
      <Choice
        label="Guesses beyond paper and ink"
        showLabel
        options={thresholdOptions}
        value={s.threshold}
        onChange={(threshold) => figure.set({ threshold })}
      />
      <Slider
        label="augmentation"
        tone="noised"
        min={0}
        max={1}
        step={0.05}
        value={s.augmentation}
        format={fixed}
        onInput={(augmentation) => figure.set({ augmentation })}
      />
    </Controls>
  );
}
