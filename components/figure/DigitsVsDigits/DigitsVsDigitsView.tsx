/** Two shipped models of the same digits, side by side; or two that learn them here. */
import { Choice } from '../../control/index';
import { summary } from './labels';
import { ShippedFigure } from './ShippedFigure';
import { TrainedFigure } from './TrainedFigure';
import { lessonSummary } from './trained-labels';
import { useDigitsVsDigits, type DigitsVsDigitsProps } from './useDigitsVsDigits';
import './digits-vs-digits.css';

const modes = [
  { value: 'shipped', label: 'the shipped two' },
  { value: 'train', label: 'two trained here' },
] as const;

export default function DigitsVsDigitsView(props: DigitsVsDigitsProps) {
  const state = useDigitsVsDigits(props);
  const { mode } = state.figure.settings.value;
  const choice = (
    <Choice
      label="Compare"
      showLabel
      options={modes}
      value={mode}
      onChange={(next) => state.figure.set({ mode: next })}
    />
  );
  return mode === 'train' ? (
    <TrainedFigure state={state} mode={choice} summary={lessonSummary(state.lessons.lesson.value)} />
  ) : (
    <ShippedFigure
      state={state}
      mode={choice}
      summary={summary(state.figure.settings.value, state.shown.value, state.reference)}
    />
  );
}
