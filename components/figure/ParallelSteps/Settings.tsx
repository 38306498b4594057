/** Controls that the figure has whatever takes the steps. */
import { Choice, Slider } from '../../control/index';
import type { FigureState } from '../index';
import { levelText, modelOptions } from './labels';
import { stepRange, toleranceRange, windowOf, type ParallelSettings } from './state';

export interface SettingsProps {
  readonly figure: FigureState<ParallelSettings>;
}

export function CommonSliders({ figure }: SettingsProps) {
  const s = figure.settings.value;
  return (
    <>
      <Slider
        label="steps"
        min={stepRange.min}
        max={stepRange.max}
        step={1}
        value={s.steps}
        format={String}
        onInput={(steps) => figure.set({ steps })}
      />
      <Slider
        label="window"
        min={1}
        max={s.steps}
        step={1}
        value={windowOf(s)}
        format={(v) => (v === s.steps ? `all ${v}` : String(v))}
        onInput={(v) => figure.set({ window: v === s.steps ? stepRange.max : v })}
      />
      <Slider
        label="tolerance"
        log
        min={toleranceRange.min}
        max={toleranceRange.max}
        value={s.tolerance}
        format={levelText}
        onInput={(v) => figure.set({ tolerance: Number(v.toPrecision(1)) })}
      />
    </>
  );
}

export function ModelChoice({ figure }: SettingsProps) {
  const { model, target } = figure.settings.value;
  return (
    <Choice
      label="Steps taken with"
      showLabel
      options={modelOptions}
      value={model}
      onChange={(next) =>
        figure.set({ model: next, target: next === 'learned' && target === 'uneven' ? 'eight-gaussians' : target })
      }
    />
  );
}
