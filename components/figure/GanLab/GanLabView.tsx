/** Two networks against each other in front of the reader: the points of both sides, the judge's surface, its pull, the losses. */
import { useMemo } from 'preact/hooks';
import { targetKinds } from '../../../src/core/data/index';
import { ganPresets } from '../../../src/core/gan/presets';
import { backendNames } from '../../../src/engine/backends';
import { grouped } from '../../../src/picture/index';
import { Button, Choice, DrawTools, PlayBar, Progress, useDrawing } from '../../control/index';
import { Shell } from '../index';
import { DrawnPanel } from '../kit/DrawnPanel';
import { summary, targetLabels } from './labels';
import { GamePanel, LossesPanel, QualityPanel, square } from './Panels';
import { RulesPanel } from './Settings';
import { asPreset, gameOf, presetNames, realPoints, targetKind, targetOf } from './state';
import { useGanLab, type GanLabProps } from './useGanLab';
import './gan-lab.css';

const presets = presetNames.map((value) => ({ value, label: ganPresets[value].label }));
const targets = targetKinds.map((value) => ({ value, label: targetLabels[value] }));

export default function GanLabView(props: GanLabProps) {
  const { figure, game, learns, seen: seenSignal } = useGanLab(props);
  const s = figure.settings.value;
  const { rules, steps } = gameOf(s);
  const spec = learns.value;
  const seen = seenSignal.value;
  const { wanting } = useMemo(() => targetOf(s), [s.preset, s.target, s.letter, s.points]);
  const real = useMemo(() => realPoints(spec, s.seed), [spec, s.seed]);
  const drawing = useDrawing({ points: s.points, onChange: (points) => figure.set({ points }), most: 600 });
  const drawn = targetKind(s) === 'drawn';
  const status = game.status.value;
  const latest = game.snapshot.value;
  const history = game.history.value;
  const running = status === 'running' || status === 'resting';
  const done = latest?.step ?? 0;

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, seen, running)}
      error={game.failure.value?.sentence ?? (drawn ? null : wanting)}
      run={game}
      onDismissError={() => {
        game.failure.value = null;
      }}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          {drawn && <DrawnPanel frame={square} drawing={drawing} wanting={wanting} aim="to play for" />}
          <GamePanel seen={seen} real={real} spec={spec} rules={rules} status={status} />
          <div class="gl-charts" data-below={drawn ? '' : undefined}>
            <LossesPanel history={history} steps={steps} rules={rules} />
            <QualityPanel history={history} steps={steps} modes={seen?.snapshot.modes ?? 0} />
          </div>
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading'}
            play={status === 'paused' ? 'Go on' : status === 'done' ? 'Play on' : 'Play'}
            onPlay={game.play}
            onPause={game.pause}
            onReset={game.reset}
            speeds={speeds.map(({ times }) => times)}
            speed={speeds.find(({ rate }) => rate === s.speed)?.times ?? 1}
            onSpeed={(times) => figure.set({ speed: speeds.find((x) => x.times === times)?.rate ?? 0 })}
          />
          <div class="c-play" role="group" aria-label="One step">
            <Button disabled={running || status === 'loading'} onClick={() => game.step(1, 'discriminator')}>
              Step D
            </Button>
            <Button disabled={running || status === 'loading'} onClick={() => game.step(1, 'generator')}>
              Step G
            </Button>
            <Button disabled={running || status === 'loading'} onClick={() => game.step(1)}>
              Step both
            </Button>
          </div>
          <Choice
            label="Preset"
            options={presets}
            value={s.preset}
            onChange={(preset) => figure.set({ ...asPreset, preset })}
          />
          <Choice
            label="Target"
            options={targets}
            value={targetKind(s)}
            onChange={(target) => figure.set({ target })}
          />
          {drawn && <DrawTools drawing={drawing} />}
        </>
      }
      after={<RulesPanel figure={figure} />}
    >
      {running && latest && latest.stepsPerSecond > 0 && steps / latest.stepsPerSecond > 4 && (
        <Progress
          label={`Step ${grouped(done)}`}
          value={(done % steps) / steps}
          elapsed={(done % steps) / latest.stepsPerSecond}
          onStop={game.pause}
        />
      )}
    </Shell>
  );
}

/** Steps a second for each speed on offer; 1 is as fast as the machine goes. */
const speeds = [
  { times: 1, rate: 0 },
  { times: 0.1, rate: 30 },
  { times: 0.02, rate: 4 },
] as const;
