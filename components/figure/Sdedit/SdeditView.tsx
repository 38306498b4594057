/** A bad drawing, noise over it, and what the model makes of that. */
import { useSignal } from '@preact/signals';
import { digitSide } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture/index';
import { Button, Choice, nextSeed, optionsOf, Progress, SeedBox, Slider, TextField } from '../../control/index';
import { Controls, More, Panel, Panels, Shell } from '../index';
import { DigitPicks } from '../kit/DigitPicks';
import { blankPicture, decodePicture, isBlank } from '../kit/picture-code';
import { PixelPad } from '../kit/PixelPad';
import { Answers, Strip } from './Answers';
import { KeptPanel, TradePanel } from './Charts';
import { picks } from './drawings';
import {
  countText,
  distanceText,
  noiseText,
  otherRuleText,
  problemsOf,
  ruleLabels,
  strengthText,
  summary,
  titleOf,
  toldLabels,
} from './labels';
import type { Recorded } from './recorded';
import { beginning, longestPrompt, pictureOf } from './state';
import { useSdedit, type SdeditProps } from './useSdedit';
import './sdedit.css';

export interface SdeditViewProps extends SdeditProps {
  /** What was recorded of many drawings. */
  readonly recorded: Recorded;
}

const ink = { paper: 0, ink: 255 } as const;
const classes = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));
const wishes = (meant: number) => ['bold', `a bold ${meant}`, 'thin', 'slanted to the left', 'wide'];

export default function SdeditView({ recorded, ...props }: SdeditViewProps) {
  const { figure, shown, running, error, stop } = useSdedit(props);
  const drawing = useSignal(false);
  const s = figure.settings.value;
  const all = shown.value;
  const own = pictureOf(s);
  const problems = problemsOf(s);
  const said = `${figure.id}-said`;
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, all)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <div class="sd-figure">
          <div class="sd-given">
            <Panel
              title={drawing.value ? 'Draw here' : titleOf(s)}
              tone="data"
              label="The drawing"
              interactive={drawing.value}
            >
              <img class="f-pic f-ink" src={pixels(decodePicture(own), digitSide)} alt={titleOf(s)} />
              {drawing.value && <PixelPad picture={own} onDraw={(picture) => figure.set({ picture })} />}
            </Panel>
            <Panel
              title="Under noise"
              tone="noised"
              term="xt"
              label="What the first answer begins with"
              readout={`σ/α = ${noiseText(beginning(s).noise)}`}
            >
              <img class="f-pic f-ink" src={pixels(all.start, digitSide, ink)} alt="The drawing under noise" />
            </Panel>
          </div>
          <Answers s={s} shown={all} />
        </div>
      }
      controls={
        <>
          <Slider
            label="strength s"
            tone="noised"
            min={0}
            max={1}
            step={0.01}
            value={s.strength}
            format={fixed}
            onInput={(strength) => figure.set({ strength })}
          />
          <Choice
            label="Told"
            showLabel
            options={optionsOf(toldLabels)}
            value={s.told}
            onChange={(told) => figure.set({ told })}
          />
          {s.told === 'class' && (
            <Choice
              label="Class"
              showLabel
              options={classes}
              value={String(s.label)}
              onChange={(label) => figure.set({ label: Number(label) })}
            />
          )}
          <Button
            pressed={drawing.value}
            onClick={() => {
              drawing.value = !drawing.value;
              if (drawing.value && s.picture === null) figure.set({ picture: own });
            }}
          >
            Draw
          </Button>
          {drawing.value && (
            <Button disabled={isBlank(own)} onClick={() => figure.set({ picture: blankPicture() })}>
              Clear
            </Button>
          )}
          <Button onClick={() => figure.set({ seed: nextSeed(s.seed) })}>Other noise</Button>
        </>
      }
      after={
        <>
          {s.told === 'words' && (
            <div class="sd-words">
              <TextField
                label="What it should be"
                value={s.prompt}
                longest={longestPrompt}
                placeholder="bold"
                describedBy={said}
                onInput={(prompt) => figure.set({ prompt })}
              />
              <div class="sd-chips" role="group" aria-label="Words to tap">
                {wishes(s.label).map((wish) => (
                  <Button key={wish} pressed={s.prompt === wish} onClick={() => figure.set({ prompt: wish })}>
                    {wish}
                  </Button>
                ))}
              </div>
              <p class="f-readout" id={said} aria-live="polite">
                {problems.join(' ')}
              </p>
            </div>
          )}
          <Panels>
            <TradePanel s={s} recorded={recorded} />
            <KeptPanel s={s} recorded={recorded} />
          </Panels>
          <More summary="Change the steps, their rule, the guidance">
            <Controls>
              <Slider
                label="steps of all of the way"
                min={1}
                max={50}
                step={1}
                value={s.steps}
                format={String}
                onInput={(steps) => figure.set({ steps })}
              />
              <Choice
                label="Strength is read"
                showLabel
                options={optionsOf(ruleLabels)}
                value={s.rule}
                onChange={(rule) => figure.set({ rule })}
              />
              {s.told !== 'nothing' && (
                <Slider
                  label="guidance weight w"
                  term="w"
                  tone="model"
                  min={0}
                  max={6}
                  step={0.5}
                  value={s.w}
                  format={(w) => fixed(w, 1)}
                  onInput={(w) => figure.set({ w })}
                />
              )}
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button
                onClick={() => {
                  drawing.value = false;
                  figure.reset();
                }}
              >
                Reset
              </Button>
            </Controls>
          </More>
        </>
      }
    >
      <p class="f-readout sd-line">
        <strong>{strengthText(s)}.</strong> Read {countText(all)}; {distanceText(all)}. {otherRuleText(s)}
      </p>
      <Strip s={s} shown={all} onStrength={(strength) => figure.set({ strength })} />
      <div class="f-sources">
        <DigitPicks
          digits={picks}
          chosen={s.picture === null ? s.drawing : null}
          onPick={(index) => {
            drawing.value = false;
            figure.set({ drawing: index, picture: null, label: picks[index].label });
          }}
        />
      </div>
      {running.value && <Progress label="Drawing" value={all.done} onStop={stop} />}
    </Shell>
  );
}
