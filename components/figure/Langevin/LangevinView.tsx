/** Walkers on a mixture: Langevin dynamics that keep to their modes, and annealed ones that find the weights. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choice, PlayBar, Progress, Scrubber, SeedBox, Slider, optionsOf } from '../../control/index';
import { significant } from '../../../src/picture/index';
import { Controls, More, Panels, Shell, useFigure, useFrames, type IslandProps } from '../index';
import { useDerived } from '../kit/useDerived';
import { startLabels, summary, targetLabels } from './labels';
import { DistanceHistory, ShareHistory, WalkPanel, WeightsPanel } from './Panels';
import { shown as shownOf, type BuiltWalks } from './shown';
import { langevinSchema, moveShown, walkKey, type LangevinSettings } from './state';
import { follow, type Walked } from './walks';

export interface LangevinProps extends IslandProps {
  /** The walks of build time: shown until they have been made here. */
  readonly built?: BuiltWalks;
}

/** Seconds that the walk takes to play. */
const lasts = 14;

export default function LangevinView({ id, initial, built }: LangevinProps) {
  const playing = useSignal(false);
  const figure = useFigure({
    id,
    schema: langevinSchema,
    initial,
    onExternal: () => {
      playing.value = false;
    },
  });
  const derived = useDerived<LangevinSettings, Walked>({
    figure,
    first: () => ({ walks: null }),
    key: walkKey,
    known: false,
    run: follow,
  });
  const s = figure.settings.value;
  const { walks } = derived.shown.value;
  const live = walks && walks.key === walkKey(s) ? walks : null;
  const shown = useMemo(() => shownOf(s, walks, built), [s, walks]);
  const move = shown?.move ?? 0;

  useFrames(figure, playing.value, (seconds) => {
    if (!live) return;
    const at = Math.min(figure.settings.peek().at + seconds / lasts, live.made / s.moves);
    if (at >= 1) playing.value = false;
    figure.set({ at });
  });

  const go = (to: number) => {
    playing.value = false;
    figure.set({ at: Math.round(1e4 * Math.max(0, Math.min(1, to / s.moves))) / 1e4 });
  };
  const play = () => {
    if (figure.settings.peek().at >= 1) figure.set({ at: 0 });
    playing.value = true;
  };

  return (
    <Shell
      figure={figure}
      status={playing.value ? 'running' : 'ready'}
      summary={summary(s, shown)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <WalkPanel method="plain" settings={s} shown={shown} />
          <WalkPanel method="annealed" settings={s} shown={shown} />
          <WeightsPanel settings={s} shown={shown} />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={playing.value}
            onPlay={play}
            onPause={() => {
              playing.value = false;
            }}
            onStep={() => go(move + 1)}
            onReset={() => {
              playing.value = false;
              figure.reset();
            }}
            reset="Reset"
          />
          <Scrubber
            label="move"
            min={0}
            max={s.moves}
            step={1}
            value={moveShown(s)}
            format={(v) => String(Math.round(v))}
            onInput={go}
          />
          <Slider
            label="step size"
            log
            min={0.005}
            max={1}
            value={s.step}
            format={(v) => significant(v, 2)}
            onInput={(step) => figure.set({ step })}
          />
        </>
      }
      after={
        <>
          <Panels>
            <ShareHistory settings={s} shown={shown} />
            <DistanceHistory settings={s} shown={shown} />
          </Panels>
          <Controls>
            <Choice
              label="Density"
              showLabel
              options={optionsOf(targetLabels)}
              value={s.target}
              onChange={(target) => figure.set({ target })}
            />
            <Choice
              label="The walkers start"
              showLabel
              options={optionsOf(startLabels)}
              value={s.start}
              onChange={(start) => figure.set({ start })}
            />
          </Controls>
          <More summary="Change the walk">
            <Controls>
              <Slider
                label="Moves"
                min={20}
                max={2000}
                step={20}
                value={s.moves}
                format={(v) => String(Math.round(v))}
                onInput={(moves) => figure.set({ moves })}
              />
              <Slider
                label="Noise levels"
                tone="noised"
                min={1}
                max={30}
                step={1}
                value={s.levels}
                format={String}
                onInput={(levels) => figure.set({ levels })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            </Controls>
          </More>
        </>
      }
    >
      {live && !live.done && live.made < moveShown(s) && s.moves > 600 && (
        <Progress label={`Move ${live.made}`} value={live.made / s.moves} />
      )}
    </Shell>
  );
}
