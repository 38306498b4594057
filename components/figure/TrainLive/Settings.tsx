/** Everything about a run that can change while it trains, folded away until wanted. */
import { Choice, SeedBox, Slider, optionsOf } from '../../control/index';
import { significant } from '../../../src/picture/numbers';
import { letters } from '../../../src/core/data/index';
import { predictionLabels, scheduleLabels, weightingLabels } from './labels';
import { roundedWidth } from './state';
import type { TrainLiveState } from './useTrainLive';

export function RunSettingsPanel({ figure }: Pick<TrainLiveState, 'figure'>) {
  const s = figure.settings.value;
  return (
    <details class="c-more">
      <summary>Change the run</summary>
      <div class="f-controls">
        <Choice
          label="Schedule"
          showLabel
          options={optionsOf(scheduleLabels)}
          value={s.preset}
          term="alphabar"
          onChange={(preset) => figure.set({ preset })}
        />
        <Choice
          label="The network predicts"
          showLabel
          options={optionsOf(predictionLabels)}
          value={s.prediction}
          onChange={(prediction) => figure.set({ prediction })}
        />
        <Choice
          label="Loss weighting"
          showLabel
          options={optionsOf(weightingLabels)}
          value={s.weighting}
          onChange={(weighting) => figure.set({ weighting })}
        />
        {s.target === 'letter' && (
          <Choice
            label="Letter"
            showLabel
            options={[...letters].map((letter) => ({ value: letter, label: letter }))}
            value={s.letter.toUpperCase()}
            onChange={(letter) => figure.set({ letter })}
          />
        )}
        <Slider
          label="Learning rate"
          log
          min={1e-5}
          max={1}
          value={Math.min(1, s.learningRate)}
          format={(v) => significant(v, 2)}
          onInput={(learningRate) => figure.set({ learningRate })}
        />
        <Slider
          label="Batch"
          min={16}
          max={1024}
          step={16}
          value={s.batchSize}
          unit="points"
          format={String}
          onInput={(batchSize) => figure.set({ batchSize })}
        />
        <Slider
          label="Width"
          min={8}
          max={256}
          step={8}
          value={roundedWidth(s.width)}
          unit="units"
          format={String}
          onInput={(width) => figure.set({ width })}
        />
        <Slider
          label="Hidden layers"
          min={1}
          max={4}
          step={1}
          value={s.depth}
          format={String}
          onInput={(depth) => figure.set({ depth })}
        />
        <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
      </div>
    </details>
  );
}
