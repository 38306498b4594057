/** Two models made into one by arithmetic on their scores, beside the exact answer. */
import { Button, Choice, Scrubber, SeedBox, Slider, Toggle, optionsOf } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Panels, Shell } from '../index';
import { FieldLegend, FieldPanels } from './FieldPanels';
import { idealText, operationNames, shapeNames, summary } from './labels';
import { AnswerPanel, PartsPanel, SamplesPanel } from './Panels';
import { useCompose, type ComposeProps } from './useCompose';
import './compose.css';

export default function ComposeView(props: ComposeProps) {
  const { figure, shown, running } = useCompose(props);
  const s = figure.settings.value;
  return (
    <Shell
      figure={figure}
      status={running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <PartsPanel s={s} />
          <SamplesPanel samples={shown.value.samples} />
          <AnswerPanel truth={shown.value.truth} />
        </>
      }
      controls={
        <>
          <Choice
            label="Ask for"
            showLabel
            options={optionsOf(operationNames)}
            value={s.operation}
            onChange={(operation) => figure.set({ operation })}
          />
          <Slider
            label="Langevin moves a level"
            min={0}
            max={30}
            step={1}
            value={s.corrections}
            format={String}
            onInput={(corrections) => figure.set({ corrections })}
          />
          {s.operation === 'negation' && (
            <Slider
              label="power γ of B"
              min={0}
              max={1}
              step={0.05}
              value={s.gamma}
              format={fixed}
              onInput={(gamma) => figure.set({ gamma })}
            />
          )}
          {s.operation === 'mixture' && (
            <Toggle label="weigh by the densities" value={s.weigh} onChange={(weigh) => figure.set({ weigh })} />
          )}
        </>
      }
      after={
        <>
          <Panels>
            <FieldPanels s={s} shown={shown.value} />
          </Panels>
          <FieldLegend />
          <Controls>
            <Scrubber
              label="noise level, time t"
              term="t"
              tone="noised"
              min={0.02}
              max={1}
              step={0.01}
              value={s.t}
              format={fixed}
              onInput={(t) => figure.set({ t })}
            />
          </Controls>
          <More summary="Change the shapes and the steps">
            <Controls>
              <Choice
                label="Shapes"
                showLabel
                options={optionsOf(shapeNames)}
                value={s.shapes}
                onChange={(shapes) => figure.set({ shapes })}
              />
              <Slider
                label="Steps"
                min={8}
                max={200}
                step={1}
                value={s.steps}
                format={String}
                onInput={(steps) => figure.set({ steps })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    >
      <p class="c-summary co-ideal">{idealText(s, shown.value)}</p>
    </Shell>
  );
}
