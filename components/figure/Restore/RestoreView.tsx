/** A damaged digit, and several answers to what it was, by a method for inverse problems on the shipped network. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture/index';
import { Button, Choice, FileDrop, nextSeed, optionsOf, Progress } from '../../control/index';
import { Panel, Shell } from '../index';
import { DigitPicks } from '../kit/DigitPicks';
import { blankPicture, decodePicture } from '../kit/picture-code';
import { PixelPad } from '../kit/PixelPad';
import {
  brushNames,
  coveredText,
  damageNames,
  errorText,
  madeText,
  maskNames,
  methodOptions,
  misfitText,
  readText,
  summary,
  type Brush,
} from './labels';
import { maskName, masks } from './mask-code';
import { measure } from './measured';
import { AnswerList, deviationPicture, MeasuredPanel, meanPicture, PicturePanel } from './Pictures';
import { DamageSlider, MoreSettings, WithoutModel } from './Settings';
import { spreadOf } from './spread';
import { measuredKey, methodFor, problemOf, restoreKey } from './state';
import { shownOf, useRestore, type RestoreProps } from './useRestore';
import './restore.css';

const empty = pixels(new Uint8Array(digitSide * digitSide), digitSide, { paper: 0, ink: 255 });

export default function RestoreView(props: RestoreProps) {
  const { figure, hand, clean, look, full, without, said, take, deal } = useRestore(props);
  const drawing = useSignal(false);
  const brush = useSignal<Brush>('scratch');
  const s = figure.settings.value;
  const problem = problemOf(s);
  const key = restoreKey(s);
  const measured = useMemo(
    () => (s.damage === 'mask' && problem !== null ? null : measure(s, clean.grey)),
    [measuredKey(s), clean, problem === null],
  );
  const { answers, standing } = shownOf(key, full.shown.value, look.shown.value);
  const spread = useMemo(() => {
    if (problem !== null || answers.classes.length === 0) return null;
    const { truth, grey, missing } = answers;
    return spreadOf(truth, grey, (i) => !missing || missing[i] === 1);
  }, [answers.grey, problem === null]);
  const sheet = drawing.value && s.picture !== null;
  const what = s.picture !== null ? 'Your picture' : `A held-out ${clean.label}`;
  const failed = [full, look, without].find(({ error }) => error.value !== null);
  const error = failed?.error.value ?? said.value;
  const running = full.running.value;
  const set = figure.set;
  return (
    <Shell
      figure={figure}
      status={failed ? 'error' : running || look.running.value ? 'running' : 'done'}
      summary={summary(s, what, problem, answers, spread)}
      error={error}
      onDismissError={() => {
        said.value = null;
        if (failed) failed.error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <Panel
            title={sheet ? 'Draw here' : 'What it was'}
            tone="data"
            term="x0"
            label="The digit before it was damaged"
            interactive={sheet}
            readout={what}
          >
            <img
              class="f-pic f-ink"
              src={
                s.picture !== null
                  ? pixels(decodePicture(s.picture), digitSide)
                  : pixels(clean.grey, digitSide, { paper: 0, ink: 255 })
              }
              alt={what}
            />
            {sheet && s.picture !== null && <PixelPad picture={s.picture} onDraw={(picture) => set({ picture })} />}
          </Panel>
          <MeasuredPanel s={s} measured={measured} brush={brush.value} onMask={(mask) => set({ mask })} />
          <PicturePanel
            href={spread ? meanPicture(spread) : empty}
            title="Mean of the answers"
            tone="model"
            label="The mean of the answers"
            readout={spread ? `misses by ${fixed(spread.meanError, 3)}` : ''}
          />
          <PicturePanel
            href={spread ? deviationPicture(spread) : empty}
            title="Their deviation"
            tone="model"
            label="The standard deviation of the answers, pixel by pixel; full ink is one half"
            readout={spread ? `up to ${fixed(Math.max(...spread.deviation))}` : ''}
          />
        </>
      }
      controls={
        <>
          <Choice
            label="The digit was"
            showLabel
            options={optionsOf(damageNames)}
            value={s.damage}
            onChange={(damage) => set({ damage, method: methodFor({ ...s, damage }) })}
          />
          <DamageSlider s={s} set={set} />
          {s.damage === 'mask' && (
            <>
              <Choice
                label="Missing"
                showLabel
                options={optionsOf(maskNames)}
                value={maskName(s.mask)}
                onChange={(name) => name !== 'painted' && set({ mask: masks[name] })}
              />
              <Choice
                label="The brush is to"
                showLabel
                options={optionsOf(brushNames)}
                value={brush.value}
                onChange={(next) => {
                  brush.value = next;
                }}
              />
            </>
          )}
          <Choice
            label="Method"
            showLabel
            options={methodOptions(s)}
            value={s.method}
            onChange={(method) => set({ method })}
          />
          <Button kind="primary" onClick={() => set({ seed: nextSeed(s.seed) })}>
            Answer again
          </Button>
        </>
      }
      after={
        <>
          <WithoutModel
            without={without.shown.value}
            fresh={without.shown.value.key === measuredKey(s)}
            running={without.running.value}
            disabled={measured === null || (problem !== null && s.method === methodFor(s))}
            onAsk={without.again}
          />
          <MoreSettings
            s={s}
            set={set}
            onReset={() => {
              drawing.value = false;
              brush.value = 'scratch';
              figure.reset();
            }}
          />
        </>
      }
    >
      <div class="rs-results">
        {problem !== null ? (
          <p class="rs-problem" role="status">
            {problem}
          </p>
        ) : (
          <>
            <AnswerList answers={answers} count={s.answers} stale={standing === 'stale'} />
            <p class="f-readout rs-made">
              {failed && standing === 'stale' ? 'not answered' : madeText(answers, standing)}
            </p>
            {spread && (
              <p class="rs-said">
                <b>{readText(answers.classes)}.</b> {errorText(spread)}. {coveredText(spread, answers)}.{' '}
                {misfitText(answers)}.
              </p>
            )}
          </>
        )}
      </div>
      <div class="rs-progress">
        {running && problem === null && <Progress label="Answering" value={full.shown.value.done} onStop={full.stop} />}
      </div>
      <div class="f-sources">
        <DigitPicks
          digits={hand.digits.value}
          chosen={s.picture === null ? s.digit : null}
          onPick={(digit) => {
            drawing.value = false;
            set({ digit, picture: null });
          }}
        />
        <Button onClick={deal}>Other digits</Button>
        <Button
          pressed={drawing.value}
          onClick={() => {
            drawing.value = !drawing.value;
            if (drawing.value && s.picture === null) set({ picture: blankPicture() });
          }}
        >
          Draw
        </Button>
        {sheet && <Button onClick={() => set({ picture: blankPicture() })}>Clear</Button>}
        <FileDrop
          label="Your picture"
          accept="image/*"
          hint="or drop it here"
          onFiles={(files) => {
            drawing.value = false;
            void take(files);
          }}
        />
      </div>
    </Shell>
  );
}
