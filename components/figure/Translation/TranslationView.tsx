/** A digit, what it becomes, what is measured of that, and its way through the noise. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture/index';
import { Button, Choice, Progress, SeedBox, Slider, Toggle, nextSeed } from '../../control/index';
import { Controls, More, Panel, Shell } from '../index';
import { DigitPicks } from '../kit/DigitPicks';
import { PixelPad } from '../kit/PixelPad';
import { blankPicture, decodePicture, isBlank } from '../kit/picture-code';
import {
  answerText,
  kindNames,
  noiseText,
  readAs,
  routeText,
  routeTitle,
  styleText,
  summary,
  wayNames,
} from './labels';
import { answersOf, isDomain, kinds, ownDomain } from './state';
import { useTranslation, type TranslationProps } from './useTranslation';
import type { Stop } from './work';
import './translation.css';

const ink = { paper: 0, ink: 255 } as const;
const paper = new Uint8Array(digitPixels);

function Drawn({ grey, label }: { readonly grey: Uint8Array; readonly label: string }) {
  const href = useMemo(() => pixels(grey, digitSide, ink), [grey]);
  return <img class="f-pic f-ink" src={href} alt={label} />;
}

export default function TranslationView(props: TranslationProps) {
  const { figure, shown, running, error, stop, hands } = useTranslation(props);
  const drawing = useSignal(false);
  const s = figure.settings.value;
  const all = shown.value;
  const { source, answers, route, settings: of } = all;
  const last = route.at(-1);
  const sheet = drawing.value && s.picture !== null;
  const between = isDomain(s.to);
  const picks = useMemo(
    () => hands[ownDomain(s.to)].map((grey, label) => ({ index: label, label, pixels: grey })),
    [hands, s.to],
  );
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(all)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <Panel
            title={sheet ? 'Draw here' : of.picture === null ? 'The picture' : 'Your picture'}
            tone="data"
            label="The picture that is to be changed"
            interactive={drawing.value}
            readout={source.reading && `${readAs(source.reading, source.label)} · ${styleText(of, source.reading)}`}
          >
            {sheet && s.picture !== null ? (
              <>
                <img class="f-pic f-ink" src={pixels(decodePicture(s.picture), digitSide)} alt="Your drawing" />
                <PixelPad picture={s.picture} onDraw={(picture) => figure.set({ picture })} />
              </>
            ) : (
              <Drawn grey={source.grey} label="The picture" />
            )}
          </Panel>
          {answers.map((one, i) => (
            <Panel
              key={i}
              title={answers.length === 1 ? 'The answer' : `Answer ${i + 1}`}
              tone="model"
              label={`Answer ${i + 1}`}
              readout={answerText(of, one, source.label)}
            >
              <Drawn grey={one.grey} label={`Answer ${i + 1}: ${answerText(of, one, source.label)}`} />
            </Panel>
          ))}
          {answers.length === 0 &&
            Array.from({ length: answersOf(of) }, (_, i) => (
              <Panel
                key={i}
                title={i === 0 ? 'On its way' : `Answer ${i + 1}`}
                tone="noised"
                label="On its way"
                readout={last && i === 0 ? `noise ${noiseText(last.sigma)}` : 'under way'}
              >
                <Drawn grey={last && i === 0 ? last.grey : paper} label="On its way" />
              </Panel>
            ))}
          {source.truth && (
            <Panel
              title="By construction"
              tone="exact"
              label="What the picture should become"
              readout="the true result"
            >
              <Drawn grey={source.truth} label="The true result" />
            </Panel>
          )}
        </>
      }
      controls={
        <>
          <Choice
            label="Change"
            showLabel
            options={kinds.map((value) => ({ value, label: kindNames[value] }))}
            value={s.to}
            onChange={(to) => figure.set({ to })}
          />
          {between && (
            <Choice
              label="By"
              showLabel
              options={(['bridge', 'sdedit'] as const).map((value) => ({ value, label: wayNames[value] }))}
              value={s.way}
              onChange={(way) => figure.set({ way })}
            />
          )}
          {between && s.way === 'sdedit' && (
            <>
              <Slider
                label="strength s"
                tone="noised"
                min={0.05}
                max={1}
                step={0.05}
                value={s.strength}
                format={fixed}
                onInput={(strength) => figure.set({ strength })}
              />
              <Slider
                label="pull towards the layout"
                tone="data"
                min={0}
                max={1}
                step={0.05}
                value={s.pull}
                format={fixed}
                onInput={(pull) => figure.set({ pull })}
              />
            </>
          )}
          <Button
            pressed={drawing.value}
            onClick={() => {
              drawing.value = !drawing.value;
              if (drawing.value && s.picture === null) figure.set({ picture: blankPicture() });
            }}
          >
            Draw
          </Button>
          {drawing.value && (
            <Button
              disabled={s.picture === null || isBlank(s.picture)}
              onClick={() => figure.set({ picture: blankPicture() })}
            >
              Clear
            </Button>
          )}
        </>
      }
      after={
        <More summary="What the models are told, another seed">
          <Controls>
            {between && (
              <Toggle label="tell the models the class" value={s.told} onChange={(told) => figure.set({ told })} />
            )}
            <Button disabled={between && s.way === 'bridge'} onClick={() => figure.set({ seed: nextSeed(s.seed) })}>
              Draw anew
            </Button>
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
      }
    >
      <div class="f-sources">
        <DigitPicks
          digits={picks}
          chosen={s.picture === null ? s.digit : null}
          onPick={(digit) => {
            drawing.value = false;
            figure.set({ digit, picture: null });
          }}
        />
      </div>
      <p class="f-title tl-route-title" data-tone="noised">
        {routeTitle(of)}
      </p>
      <Route route={route} />
      <p class="f-readout">{routeText(route)}</p>
      {running.value && <Progress label="On its way" value={all.done} onStop={stop} />}
    </Shell>
  );
}

/** States of the first answer's way, each with its noise. */
function Route({ route }: { readonly route: readonly Stop[] }) {
  return (
    <ol class="tl-route" aria-label="States of the way, with the noise of each">
      {route.map(({ sigma, grey }, i) => (
        <li key={i}>
          <Drawn grey={grey} label="" />
          <span>{noiseText(sigma)}</span>
        </li>
      ))}
    </ol>
  );
}
