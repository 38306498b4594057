/** Two models that learn here, from one button and at equal cost. */
import { Button, Choice, Progress, SeedBox } from '../../control/index';
import { grouped } from '../../../src/picture/index';
import { spentBy } from '../../../src/engine/race';
import { Controls, More, Panels, Shell } from '../index';
import { counts } from './state';
import type { ModeProps } from './ShippedFigure';
import { Looks, LearnedPanel } from './TrainedPanels';
import { budgetText, sizeNames, unitNames } from './trained-labels';
import { budgets, sizes, units } from '../kit/digit-budgets';

const many = counts.map((value) => ({ value: String(value), label: grouped(value) }));
const classes = [
  { value: 'all', label: 'all ten' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: `${i} alone` })),
];

export function TrainedFigure({ state, mode, summary }: ModeProps) {
  const {
    figure,
    lessons: { pair, lesson },
    reference,
  } = state;
  const s = figure.settings.value;
  const { diffusion, gan } = lesson.value;
  const status = pair.status.value;
  const failure = pair.failure.value;
  const share = Math.min(spentBy(diffusion.spent, s.by), spentBy(gan.spent, s.by)) / budgets[s.by][s.size];
  const under = status === 'running' || status === 'loading';
  return (
    <Shell
      figure={figure}
      status={failure ? 'error' : status === 'static' ? 'ready' : status}
      summary={summary}
      error={failure?.sentence ?? null}
      onDismissError={() => {
        pair.failure.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <LearnedPanel which="diffusion" learned={diffusion} lesson={lesson.value} />
          <LearnedPanel which="gan" learned={gan} lesson={lesson.value} />
        </>
      }
      controls={
        <>
          <Button kind="primary" onClick={() => (under ? pair.pause() : pair.play())}>
            {under ? 'Pause' : status === 'paused' ? 'Go on' : 'Train both'}
          </Button>
          <Choice
            label="Digits to learn from"
            showLabel
            options={many}
            value={String(s.count)}
            onChange={(count) => figure.set({ count: Number(count) })}
          />
          <Choice
            label="Class"
            showLabel
            options={classes}
            value={s.only === null ? 'all' : String(s.only)}
            onChange={(v) => figure.set({ only: v === 'all' ? null : Number(v) })}
          />
          <Choice
            label="The same"
            showLabel
            options={units.map((value) => ({ value, label: unitNames[value] }))}
            value={s.by}
            onChange={(by) => figure.set({ by })}
          />
          <Choice
            label="Budget"
            showLabel
            options={sizes.map((value) => ({ value, label: sizeNames[value] }))}
            value={s.size}
            onChange={(size) => figure.set({ size })}
          />
        </>
      }
      after={
        <More summary="Back to the shipped two, change the seed" open>
          <Controls>
            {mode}
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={pair.reset}>Begin anew</Button>
          </Controls>
        </More>
      }
    >
      <Panels>
        <Looks lesson={lesson.value} reference={reference} />
      </Panels>
      {status !== 'static' && status !== 'ready' && <Progress label={`Training, ${budgetText(s)}`} value={share} />}
    </Shell>
  );
}
