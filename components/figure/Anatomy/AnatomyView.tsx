/** Stable Diffusion, DALL·E 2 or Imagen as a working miniature: blocks that open, a player that walks through the steps, what it costs. */
import type { Signal } from '@preact/signals';
import { PlayBar, Progress, Slider } from '../../control/index';
import { Panels, Shell } from '../index';
import { CostPanel } from './CostPanel';
import { costsOf } from './costs';
import { DiagramPanel } from './Diagram';
import { diagrams } from './diagrams';
import { promptProblems } from './stable-labels';
import { openBlock } from './state';
import { PromptField, SystemSettings } from './Settings';
import { viewOf } from './views';
import { useAnatomy, type AnatomyProps } from './useAnatomy';
import './anatomy.css';

export default function AnatomyView(props: AnatomyProps) {
  const { figure, shown, running, error, stop, playing, step: stepSignal, last, onStep, onPlay } = useAnatomy(props);
  const s = figure.settings.value;
  const { answer, of, done } = shown.value;
  const step = stepSignal.value;
  // What is drawn belongs to the settings that were answered; what is open, to those in force.
  const view = viewOf(of, answer, step);
  const open = openBlock(s);
  const problems = promptProblems(s.prompt);
  const diagram = {
    system: of.system,
    open,
    onOpen: (block: string) => figure.set({ block: block === open ? 'none' : block }),
    content: view.content,
    loops: view.loops,
    idle: view.idle,
    title: view.title,
    readout:
      open === null
        ? `${view.readout}; open a block to see what is in it`
        : `${view.readout}; open: ${diagrams[of.system].titles[open] ?? open}, press it again to close it`,
  };
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value || playing.value ? 'running' : 'ready'}
      summary={view.summary}
      error={error.value}
      onDismissError={dismissing(error)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <DiagramPanel {...diagram} direction="across" />
          <DiagramPanel {...diagram} direction="down" />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={playing.value}
            onPlay={onPlay}
            onPause={() => {
              playing.value = false;
            }}
            onStep={onStep}
          />
          <Slider
            label="step"
            min={1}
            max={last.value + 1}
            step={1}
            value={step + 1}
            tone="noised"
            format={(v) => view.stepName(v - 1)}
            onInput={(v) => figure.set({ step: v - 1 })}
          />
          <PromptField figure={figure} />
        </>
      }
      after={
        <>
          {problems.length > 0 && (
            <p class="an-said" role="status">
              {problems.join(' ')}
            </p>
          )}
          <SystemSettings figure={figure} />
        </>
      }
    >
      {open !== null && <Panels>{view.panels(open)}</Panels>}
      {running.value && <Progress label="Making it anew" value={done} onStop={stop} />}
      <Panels>
        <CostPanel costs={costsOf(of)} note={view.costNote} />
      </Panels>
    </Shell>
  );
}

const dismissing = (error: Signal<string | null>) => () => {
  error.value = null;
};
