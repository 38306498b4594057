/** What is left of a distribution once something was measured: exactly, and as methods for inverse problems sample it. */
import { Button, Choice, SeedBox, Slider, optionsOf } from '../../control/index';
import { methodNames, methods } from '../../../src/core/inverse/registry';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Panels, Shell, useFigure, type IslandProps } from '../index';
import { useDerived } from '../kit/useDerived';
import { measurementLabels, summary } from './labels';
import { CurvePanel, LanePanel, TruthPanel } from './Panels';
import { Results } from './Results';
import { mostLanes, planeKey, posteriorPlane, withLane, type MethodName, type PlaneSettings } from './state';
import { follow, fromBuilt, shownNow, type BuiltPlane, type Shown } from './work';
import './posterior-plane.css';

export interface PosteriorPlaneProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built?: BuiltPlane;
}

const everyone: readonly { readonly value: MethodName; readonly label: string }[] = methodNames.map((value) => ({
  value,
  label: methods[value].label,
}));
const orNobody: readonly { readonly value: MethodName | 'none'; readonly label: string }[] = [
  { value: 'none', label: 'none' },
  ...everyone,
];

export default function PosteriorPlaneView({ id, initial, built }: PosteriorPlaneProps) {
  const figure = useFigure({ id, schema: posteriorPlane, initial });
  const { shown, running } = useDerived<PlaneSettings, Shown>({
    figure,
    first: (s) => (built ? fromBuilt(s, built) : shownNow(s)),
    key: planeKey,
    policy: 'restart',
    debounce: 60,
    run: (s, task) => follow(s, task.shown, task.change),
  });
  const s = figure.settings.value;
  const has = (...names: readonly MethodName[]) => names.some((name) => s.methods.includes(name));
  const both = { s, shown: shown.value };
  return (
    <Shell
      figure={figure}
      status={running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <TruthPanel {...both} onPlace={(x, y) => figure.set({ x, y })} />
          <CurvePanel {...both} />
        </>
      }
      controls={
        <>
          <Choice
            label="Measured"
            showLabel
            options={optionsOf(measurementLabels)}
            value={s.measurement}
            onChange={(measurement) => figure.set({ measurement })}
          />
          <Slider
            label="measurement noise"
            log
            min={0.05}
            max={1}
            value={s.noise}
            format={fixed}
            onInput={(noise) => figure.set({ noise: Number(noise.toFixed(2)) })}
          />
          {s.measurement === 'line' && (
            <Slider
              label="angle of the line"
              min={0}
              max={175}
              step={5}
              value={s.angle}
              format={(v) => `${v}°`}
              onInput={(angle) => figure.set({ angle })}
            />
          )}
        </>
      }
      after={
        <>
          <Results {...both} />
          <More summary="Change the methods and their numbers">
            <div class="f-controls pp-lanes">
              {Array.from({ length: Math.min(mostLanes, s.methods.length + 1) }, (_, i) => (
                <Choice
                  key={i}
                  label={`Panel ${i + 1}`}
                  showLabel
                  options={i === 0 && s.methods.length === 1 ? everyone : orNobody}
                  value={s.methods[i] ?? 'none'}
                  onChange={(name) => figure.set({ methods: withLane(s.methods, i, name) })}
                />
              ))}
            </div>
            <Controls>
              <Slider
                label="steps"
                min={5}
                max={120}
                step={1}
                value={s.steps}
                format={String}
                onInput={(steps) => figure.set({ steps })}
              />
              {has('repaint') && (
                <Slider
                  label="visits of RePaint"
                  min={1}
                  max={12}
                  step={1}
                  value={s.visits}
                  format={String}
                  onInput={(visits) => figure.set({ visits })}
                />
              )}
              {has('ddrm', 'ddnm') && (
                <Slider
                  label="fresh noise η"
                  min={0}
                  max={1}
                  step={0.05}
                  value={s.eta}
                  format={fixed}
                  onInput={(eta) => figure.set({ eta })}
                />
              )}
              {has('dps') && (
                <Slider
                  label="step ζ of DPS"
                  min={0}
                  max={2}
                  step={0.05}
                  value={s.zeta}
                  format={fixed}
                  onInput={(zeta) => figure.set({ zeta })}
                />
              )}
              {has('pigdm', 'twisted') && (
                <Slider
                  label="deviation of the data, as guessed"
                  min={0.1}
                  max={2}
                  step={0.1}
                  value={s.deviation}
                  format={fixed}
                  onInput={(deviation) => figure.set({ deviation })}
                />
              )}
              {has('twisted') && (
                <Slider
                  label="particles"
                  min={1}
                  max={48}
                  step={1}
                  value={s.particles}
                  format={String}
                  onInput={(particles) => figure.set({ particles })}
                />
              )}
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    >
      <Panels>
        {s.methods.map((method) => (
          <LanePanel key={method} {...both} method={method} />
        ))}
      </Panels>
    </Shell>
  );
}
