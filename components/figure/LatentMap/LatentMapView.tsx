/** Codes of two numbers as a map that diffusion moves into; or the codes that are really used, channel by channel. */
import { useSignal } from '@preact/signals';
import { Button, Choice, Scrubber, SeedBox, Slider, optionsOf } from '../../control/index';
import { fixed, percent } from '../../../src/picture/numbers';
import { Controls, More, Panels, Shell, useFrames } from '../index';
import { DigitPicks } from '../kit/DigitPicks';
import { Pictures } from './CodePanels';
import { channelOf, codecNames, modeNames, summary } from './labels';
import { CloudPanel, MapPanel, MovingPanel, PlacePanel } from './Panels';
import { channelsOf } from './state';
import { useLatentMap, type LatentMapProps } from './useLatentMap';
import { tenDigits } from './work';
import './latent-map.css';

/** Seconds from noise to data. */
const playSeconds = 6;
const classes = [
  { value: 'none', label: 'none' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) })),
];

export default function LatentMapView(props: LatentMapProps) {
  const { figure, cloud, course, place, moving, coded } = useLatentMap(props);
  const s = figure.settings.value;
  const playing = useSignal(false);
  useFrames(figure, playing.value && s.mode === 'plane', (seconds) => {
    const t = Math.max(0, figure.settings.peek().t - seconds / playSeconds);
    figure.set({ t });
    if (t === 0) playing.value = false;
  });
  const play = (on: boolean) => {
    if (on && s.t === 0) figure.set({ t: 1 });
    playing.value = on;
  };
  const ten = tenDigits();
  const digit = ten[s.digit];
  const failed = [place, moving, coded].find(({ error }) => error.value !== null);
  const count = channelsOf[s.codec];
  const mode = (
    <Choice
      label="Codes of"
      showLabel
      options={optionsOf(modeNames)}
      value={s.mode}
      onChange={(next) => figure.set({ mode: next })}
    />
  );
  return (
    <Shell
      figure={figure}
      status={failed ? 'error' : playing.value ? 'running' : 'done'}
      summary={summary(s, digit.label)}
      error={failed?.error.value ?? null}
      onDismissError={() => {
        if (failed) failed.error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        s.mode === 'plane' ? (
          <>
            <MapPanel s={s} cloud={cloud} onPoint={(x, y) => figure.set({ x, y })} />
            <CloudPanel s={s} cloud={cloud} course={course.value} />
            <PlacePanel s={s} place={place.shown.value} />
          </>
        ) : (
          <Pictures digit={digit} coded={coded.shown.value} s={s} />
        )
      }
      controls={
        s.mode === 'plane' ? (
          <>
            <Scrubber
              label="time t"
              term="t"
              tone="noised"
              value={s.t}
              min={0}
              max={1}
              step={0.01}
              format={(v) => fixed(v)}
              playing={playing.value}
              onPlay={play}
              onInput={(t) => {
                playing.value = false;
                figure.set({ t });
              }}
            />
            <Choice
              label="Light a class"
              showLabel
              options={classes}
              value={s.lit === null ? 'none' : String(s.lit)}
              onChange={(v) => figure.set({ lit: v === 'none' ? null : Number(v) })}
            />
            {mode}
          </>
        ) : (
          <>
            <Choice
              label="Code"
              showLabel
              options={optionsOf(codecNames)}
              value={s.codec}
              onChange={(codec) => figure.set({ codec, channel: Math.min(s.channel, channelsOf[codec] - 1) })}
            />
            <Slider
              label={s.codec === 'spatial' ? 'channel' : 'number'}
              value={channelOf(s) + 1}
              min={1}
              max={count}
              step={1}
              format={(v) => `${v} of ${count}`}
              onInput={(v) => figure.set({ channel: v - 1 })}
            />
            <Slider
              label="moved by"
              tone="model"
              value={s.change}
              min={-4}
              max={4}
              step={0.1}
              format={(v) => fixed(v, 1)}
              onInput={(change) => figure.set({ change })}
            />
            <Slider
              label="noise"
              tone="noise"
              term="epsilon"
              value={s.noise}
              min={0}
              max={1}
              step={0.01}
              format={percent}
              onInput={(noise) => figure.set({ noise })}
            />
            {mode}
          </>
        )
      }
      after={
        <More summary="Other noise, and back">
          <Controls>
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      {s.mode === 'plane' ? (
        <Panels>
          <MovingPanel s={s} moving={moving.shown.value} />
        </Panels>
      ) : (
        <DigitPicks
          digits={ten}
          chosen={digit.index}
          onPick={(index) => figure.set({ digit: ten.findIndex((one) => one.index === index) })}
        />
      )}
    </Shell>
  );
}
