/** What is looked for, and what is nearest to it in four spaces. */
import { digitSide } from '../../../src/core/data/digits';
import { pixels } from '../../../src/picture/index';
import { Button, Choice, nextSeed, Progress, SeedBox, TextField, optionsOf } from '../../control/index';
import { DigitPicks } from '../kit/DigitPicks';
import { PixelPad } from '../kit/PixelPad';
import { blankPicture, decodePicture, isBlank } from '../kit/picture-code';
import { Controls, More, Panel, Shell } from '../index';
import { Neighbours } from './Neighbours';
import { queryText, sourceNames, summary } from './labels';
import { readTimes, type SearchSettings } from './state';
import { useSearch, type SearchProps } from './useSearch';
import type { Row } from './work';
import './search.css';

const classes = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));

export default function SearchView(props: SearchProps) {
  const { figure, shown, running, error, stop, hand, deal } = useSearch(props);
  const s = figure.settings.value;
  const all = shown.value;
  const drawing = s.of === 'drawing';
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
        <div class="se-figure">
          <div class="se-query">
            {s.of === 'words' ? (
              <TextField
                label="Words"
                value={s.words}
                longest={120}
                placeholder="a bold 3"
                onInput={(words) => figure.set({ words })}
              />
            ) : (
              <Panel
                title={drawing ? 'Draw here' : queryText(all)}
                tone={s.of === 'sample' ? 'model' : 'data'}
                term="x0"
                label="What is looked for"
                interactive={drawing}
              >
                <QueryPicture s={s} grey={all.query?.grey ?? null} />
                {drawing && s.picture !== null && (
                  <PixelPad picture={s.picture} onDraw={(picture) => figure.set({ picture })} />
                )}
              </Panel>
            )}
          </div>
          <div class="se-rows" aria-live="polite">
            {all.found.map((row) => (
              <Neighbours key={row.space} row={row} label={all.query?.label ?? null} note={noteOf(row, s)} />
            ))}
          </div>
        </div>
      }
      controls={
        <>
          <Choice
            label="Look for"
            showLabel
            options={optionsOf(sourceNames)}
            value={s.of}
            onChange={(of) =>
              figure.set({ of, ...(of === 'drawing' && s.picture === null && { picture: blankPicture() }) })
            }
          />
          {drawing && (
            <Button
              disabled={s.picture === null || isBlank(s.picture)}
              onClick={() => figure.set({ picture: blankPicture() })}
            >
              Clear
            </Button>
          )}
          {s.of === 'sample' && (
            <>
              <Button kind="primary" onClick={() => figure.set({ seed: nextSeed(s.seed) })}>
                Another sample
              </Button>
              <Choice
                label="Told"
                showLabel
                options={classes}
                value={String(s.told)}
                onChange={(told) => figure.set({ told: Number(told) })}
              />
            </>
          )}
          {s.of !== 'words' && (
            <Choice
              label="Denoiser at t"
              showLabel
              term="t"
              options={readTimes.map((t) => ({ value: t, label: t }))}
              value={s.t}
              onChange={(t) => figure.set({ t })}
            />
          )}
        </>
      }
      after={
        <More summary="Seed, begin again">
          <Controls>
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      {s.of === 'digit' && (
        <div class="f-sources">
          <DigitPicks digits={hand.value} chosen={s.digit} onPick={(digit) => figure.set({ digit })} />
          <Button onClick={deal}>Other digits</Button>
        </div>
      )}
      {running.value && <Progress label="Looking" value={all.done} onStop={stop} />}
    </Shell>
  );
}

function QueryPicture({ s, grey }: { readonly s: SearchSettings; readonly grey: Uint8Array | null }) {
  const own = s.of === 'drawing' && s.picture !== null;
  const href = own
    ? pixels(decodePicture(s.picture), digitSide)
    : pixels(grey ?? new Uint8Array(digitSide ** 2), digitSide, { paper: 0, ink: 255 });
  return <img class="f-pic f-ink" src={href} alt="" />;
}

const noteOf = ({ space }: Row, { t }: SearchSettings): string =>
  ({
    pixels: 'as they are',
    classifier: 'what it reads before it decides',
    contrastive: 'the space of the two encoders',
    diffusion: `inside its first wide block, at t = ${t}`,
  })[space];
