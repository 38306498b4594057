/** A finger in the space of codes: one digit at a time, and the way from one digit to another, by both models. */
import { Button, Choice, Progress, SeedBox, Slider, optionsOf } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { betweenNames, mapNames, summary, wayNames } from './labels';
import { PlacePanel, PlanePanel, StripPanel } from './Panels';
import { useLatentWalk, type LatentWalkProps } from './useLatentWalk';
import './latent-walk.css';

const digits = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));

export default function LatentWalkView(props: LatentWalkProps) {
  const { figure, place, map, way } = useLatentWalk(props);
  const s = figure.settings.value;
  const failed = [place, map, way].find(({ error }) => error.value !== null);
  const running = [place, map, way].some((one) => one.running.value);
  const { gan, diffusion } = place.shown.value;
  return (
    <Shell
      figure={figure}
      status={failed ? 'error' : running ? 'running' : 'done'}
      summary={summary(s, gan, diffusion, way.shown.value)}
      error={failed?.error.value ?? null}
      onDismissError={() => {
        if (failed) failed.error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <PlanePanel s={s} shown={map.shown.value} onPoint={(x, y) => figure.set({ x, y })} />
          <PlacePanel which="gan" drawn={gan} />
          <PlacePanel which="diffusion" drawn={diffusion} />
        </>
      }
      controls={
        <>
          <Choice
            label="Digit"
            showLabel
            options={digits}
            value={String(s.digit)}
            onChange={(v) => figure.set({ digit: Number(v) })}
          />
          <Choice
            label="The plane shows"
            showLabel
            options={optionsOf(mapNames)}
            value={s.map}
            onChange={(next) => figure.set({ map: next })}
          />
          <Choice
            label="From end to end"
            showLabel
            options={optionsOf(betweenNames)}
            value={s.between}
            onChange={(between) => figure.set({ between })}
          />
          <Choice
            label="Interpolation"
            showLabel
            options={optionsOf(wayNames)}
            value={s.way}
            onChange={(next) => figure.set({ way: next })}
          />
        </>
      }
      after={
        <More summary="Other digits, other directions">
          <Controls>
            {s.between === 'digits' && (
              <Button onClick={() => figure.set({ pair: s.pair + 1 })}>Two other digits</Button>
            )}
            {s.between === 'digits' && (
              <Slider
                label="steps of DDIM"
                tone="model"
                min={5}
                max={100}
                step={5}
                value={s.steps}
                format={(v) => String(v)}
                onInput={(steps) => figure.set({ steps })}
              />
            )}
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      <Panels>
        <StripPanel which="gan" s={s} way={way.shown.value} />
        <StripPanel which="diffusion" s={s} way={way.shown.value} />
      </Panels>
      {way.running.value && way.shown.value.done < 1 && (
        <Progress label="Finding both codes" value={way.shown.value.done} onStop={way.stop} />
      )}
    </Shell>
  );
}
