/** Where along t a sampler makes its error. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, Readout, Readouts, SeedBox, Slider, Toggle } from '../../control/index';
import type { SamplerName } from '../../../src/core/sampler/index';
import { makeSchedule } from '../../../src/core/schedule/index';
import { grids } from '../../../src/engine/kinds/plane/sampling';
import { dots, segments, significant, squareFrame } from '../../../src/picture/index';
import { Controls, Dots, Line, More, Panel, Shell, timeAxis, useConvention } from '../index';
import { gridNames, gridOptions, samplerLabel, scheduleOptions, targetOptions } from '../kit/sampler-labels';
import { scheduleOf, stepsFor } from '../kit/samplers';
import { shownStep, type Budget } from './budget';
import { BudgetLegend, BudgetPanel } from './BudgetPanel';
import { hasStrayed } from '../../../src/core/sampler/outcome';
import { strayText } from '../kit/stray';
import { stepText, summary } from './labels';
import { accountable, mostEvaluations, type BudgetSettings } from './settings';
import { useNoiseBudget, type NoiseBudgetProps } from './useNoiseBudget';
import './noise-budget.css';

const samplerOptions = accountable.map((value: SamplerName) => ({ value, label: samplerLabel(value) }));
const square = squareFrame(3.1, 320);

export default function NoiseBudgetView(props: NoiseBudgetProps) {
  const state = useNoiseBudget(props);
  const { figure, running } = state;
  const s = figure.settings.value;
  const { settings, budget } = state.shown.value;
  // The picture is of the settings that it was drawn up for; how it is looked at changes at once.
  const view: BudgetSettings = { ...settings, along: s.along };
  const at = shownStep(budget.steps, s.step);
  const convention = useConvention();
  const schedule = useMemo(() => makeSchedule(scheduleOf(view)), [view.schedule]);
  const time = useMemo(() => {
    const { steps: made } = budget;
    return timeAxis(convention, schedule, [0, 1], [made[made.length - 1].to, made[0].from]);
  }, [convention, schedule, budget]);
  const alongOptions = [
    { value: 'logsnr', label: 'log-SNR' },
    { value: 't', label: time.label },
  ] as const;
  const steps = stepsFor(s.sampler, s.evaluations);
  return (
    <Shell
      figure={figure}
      status={running.value ? 'running' : 'done'}
      summary={summary(settings, budget, time)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <BudgetPanel
            s={view}
            budget={budget}
            at={at}
            schedule={schedule}
            time={time}
            readout={stepText(budget, at, time)}
          />
          <StepPanel s={view} budget={budget} at={at} />
        </>
      }
      controls={
        <>
          <Choice
            label="Sampler"
            showLabel
            options={samplerOptions}
            value={s.sampler}
            onChange={(sampler) => figure.set({ sampler, step: 0 })}
          />
          <Choice
            label="Times of the steps"
            showLabel
            options={gridOptions}
            value={s.grid}
            onChange={(grid) => figure.set({ grid, step: 0 })}
          />
          <Slider
            label="Evaluations"
            min={4}
            max={mostEvaluations}
            step={1}
            value={s.evaluations}
            format={(value) => `${value}, ${steps} steps`}
            onInput={(evaluations) => figure.set({ evaluations, step: 0 })}
          />
          <Slider
            label="Step shown"
            min={1}
            max={Math.max(2, budget.steps.length)}
            step={1}
            value={at}
            format={String}
            onInput={(step) => figure.set({ step })}
          />
          <Choice
            label="Lay the steps out along"
            options={alongOptions}
            value={s.along}
            onChange={(along) => figure.set({ along })}
          />
        </>
      }
      after={
        <More summary="Change the course">
          <Controls>
            <Choice
              label="Data"
              showLabel
              options={targetOptions}
              value={s.target}
              onChange={(target) => figure.set({ target, step: 0 })}
            />
            <Choice
              label="Schedule"
              showLabel
              term="alphabar"
              options={scheduleOptions}
              value={s.schedule}
              onChange={(schedule) => figure.set({ schedule, step: 0 })}
            />
            <Toggle label="last step to t = 0" value={s.zero} onChange={(zero) => figure.set({ zero, step: 0 })} />
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      <BudgetLegend />
      {hasStrayed([budget.greatest]) && <p class="c-hint nb-grids">{strayText(budget.greatest).slice(2)}.</p>}
      <p class="c-summary nb-grids">Whole error with as many steps, by how their times are spread:</p>
      <Readouts>
        {grids.map((grid) => (
          <Readout
            key={grid}
            label={gridNames[grid]}
            value={significant(budget.byGrid[grid])}
            {...(grid === settings.grid && { tone: 'model' as const })}
          />
        ))}
      </Readouts>
    </Shell>
  );
}

/** The points after a step, each with a line to where the ODE would have taken it. */
function StepPanel({ s, budget, at }: { readonly s: BudgetSettings; readonly budget: Budget; readonly at: number }) {
  const [reached, exact] = [budget.reached[at - 1], budget.exact[at - 1]];
  const cloud = useMemo(() => (reached ? dots(square, reached) : ''), [reached]);
  const goal = useMemo(() => (exact ? dots(square, exact) : ''), [exact]);
  const misses = useMemo(() => (reached && exact ? segments(square, reached, exact) : ''), [reached, exact]);
  return (
    <Panel
      frame={square}
      title={`After step ${at}`}
      tone="noised"
      term="xt"
      readout={`${samplerLabel(s.sampler)}; green: where the ODE would be`}
      label={`Scatter plot of the points after step ${at}, with lines to where the ODE takes them in that step`}
    >
      <Line d={misses} tone="warning" width={1} opacity={0.8} />
      <Dots d={goal} tone="exact" size={3.4} opacity={0.9} />
      <Dots d={cloud} tone="noised" size={2.6} opacity={0.9} />
    </Panel>
  );
}
