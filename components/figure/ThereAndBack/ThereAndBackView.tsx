/** A digit to noise and back, and what can be done among the codes. */
import { mends } from '../../../src/core/inversion/mends';
import { fixed } from '../../../src/picture/index';
import { Button, Choice, optionsOf, Progress, SeedBox, Slider } from '../../control/index';
import { Controls, More, Shell } from '../index';
import { DigitPicks } from '../kit/DigitPicks';
import { alongNames, endsNames, kurtosisText, mendNames, modeNames, summary } from './labels';
import {
  BackCurve,
  BackPanels,
  BetweenChart,
  BetweenPanels,
  DirectionChart,
  DirectionPanels,
  EditPanels,
} from './Panels';
import type { Mode } from './state';
import type { Shown } from './work';
import { useThereAndBack, type ThereAndBackProps } from './useThereAndBack';
import './there-and-back.css';

const classes = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));
const mendOptions = mends.map((value) => ({ value, label: mendNames[value] }));

export default function ThereAndBackView(props: ThereAndBackProps) {
  const { figure, shown, running, error, stop, hand, deal } = useThereAndBack(props);
  const s = figure.settings.value;
  const both = { s, shown: shown.value };
  const back = s.mode === 'back' ? both.shown.back : null;
  const guided = s.mode === 'back' || s.mode === 'edit';
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      {...(!guided && { chip: { seed: s.seed } })}
      panels={
        <>
          {s.mode === 'back' && <BackPanels {...both} />}
          {s.mode === 'edit' && <EditPanels {...both} />}
          {s.mode === 'between' && <BetweenPanels {...both} />}
          {s.mode === 'direction' && <DirectionPanels {...both} />}
        </>
      }
      controls={
        <>
          <Choice
            label="What to do"
            showLabel
            options={optionsOf(modeNames)}
            value={s.mode}
            onChange={(mode) => figure.set({ mode })}
          />
          <Slider
            label="steps each way"
            tone="model"
            min={5}
            max={50}
            step={5}
            value={s.steps}
            format={String}
            onInput={(steps) => figure.set({ steps })}
          />
          {guided && (
            <Slider
              label="guidance w"
              tone="model"
              term="w"
              min={0}
              max={5}
              step={0.5}
              value={s.w}
              format={(w) => fixed(w, 1)}
              onInput={(w) => figure.set({ w })}
            />
          )}
          {s.mode === 'back' && (
            <Choice
              label="Mend"
              showLabel
              options={mendOptions}
              value={s.mend}
              onChange={(mend) => figure.set({ mend })}
            />
          )}
          {s.mode === 'edit' && (
            <Choice
              label="Back as a"
              showLabel
              options={classes}
              value={String(s.to)}
              onChange={(to) => figure.set({ to: Number(to) })}
            />
          )}
          {s.mode === 'between' && (
            <Choice
              label="Between"
              showLabel
              options={optionsOf(endsNames)}
              value={s.ends}
              onChange={(ends) => figure.set({ ends })}
            />
          )}
          {s.mode === 'direction' && (
            <Choice
              label="Along"
              showLabel
              options={optionsOf(alongNames)}
              value={s.along}
              onChange={(along) => figure.set({ along })}
            />
          )}
        </>
      }
      after={
        <More summary={back ? 'The shape of the code, another draw, begin again' : 'Another draw, begin again'}>
          {back && <p class="f-readout">{kurtosisText(back)}</p>}
          <Controls>
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      {s.mode === 'back' && <BackCurve {...both} />}
      {s.mode === 'between' && <BetweenChart {...both} />}
      {s.mode === 'direction' && <DirectionChart {...both} />}
      <div class="f-sources">
        <DigitPicks digits={hand.value} chosen={s.digit} onPick={(digit) => figure.set({ digit })} />
        <Button onClick={deal}>Other digits</Button>
      </div>
      {running.value && <Progress label="To noise and back" value={shareDone(shown.value, s.mode)} onStop={stop} />}
    </Shell>
  );
}

/** How much of what the mode shows is there. */
function shareDone(shown: Shown, mode: Mode): number {
  if (mode === 'back') return (shown.back?.curve.length ?? 0) / 5;
  if (mode === 'edit') return (shown.edit?.edits.length ?? 0) / mends.length;
  const parts = mode === 'between' ? shown.between : shown.direction;
  return parts ? 0.6 : 0.2;
}
