/** A picture, chosen or drawn, and the codes that two models find for it. */
import { useSignal } from '@preact/signals';
import { digitSide } from '../../../src/core/data/digits';
import { DIGIT_LATENT as latent } from '../../../src/core/image-network/gan';
import { pixels } from '../../../src/picture/index';
import { Button, Choice, nextSeed, Progress, SeedBox } from '../../control/index';
import { blankPicture, decodePicture, isBlank } from '../kit/picture-code';
import { DigitPicks } from '../kit/DigitPicks';
import { PicturePanel } from '../kit/PicturePanel';
import { PixelPad } from '../kit/PixelPad';
import { Controls, More, Panel, Panels, Shell } from '../index';
import { diffusionText, ganText, rangeText, summary } from './labels';
import { CurvePanel, MissedPanel } from './Panels';
import { useInversion, type InversionProps } from './useInversion';
import './inversion.css';

const classes = [
  { value: 'own', label: 'its own' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) })),
];

export default function InversionView(props: InversionProps) {
  const { figure, shown, running, error, stop, hand, deal } = useInversion(props);
  const drawing = useSignal(false);
  const s = figure.settings.value;
  const found = shown.value;
  const sheet = drawing.value && s.picture !== null;
  const what = s.picture === null ? `A held-out ${found.label}` : 'Your picture';
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(found, what, latent)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <Panel
            title={sheet ? 'Draw here' : what}
            tone="data"
            term="x0"
            label="The picture"
            interactive={drawing.value}
            readout={`told as ${found.label}`}
          >
            <img
              class="f-pic f-ink"
              src={
                sheet && s.picture !== null
                  ? pixels(decodePicture(s.picture), digitSide)
                  : pixels(found.clean, digitSide, { paper: 0, ink: 255 })
              }
              alt={what}
            />
            {sheet && s.picture !== null && (
              <PixelPad picture={s.picture} onDraw={(picture) => figure.set({ picture })} />
            )}
          </Panel>
          <PicturePanel
            grey={found.gan.grey}
            title="The GAN’s nearest"
            tone="generator"
            label="The picture of the code that the search found"
            readout={ganText(found)}
          />
          <MissedPanel side={found.gan} clean={found.clean} whose="GAN" />
          <PicturePanel
            grey={found.diffusion.grey}
            title="Diffusion, back again"
            tone="model"
            label="The picture of the latent that DDIM found"
            readout={diffusionText(found)}
          />
          <MissedPanel side={found.diffusion} clean={found.clean} whose="diffusion model" />
        </>
      }
      controls={
        <>
          {/* From the seed on show the same would be found: whoever asks again gets another start. */}
          <Button kind="primary" onClick={() => figure.set({ seed: nextSeed(s.seed) })}>
            Find its codes
          </Button>
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
          <Choice
            label="Told as"
            showLabel
            options={classes}
            value={s.told === null ? 'own' : String(s.told)}
            onChange={(v) => figure.set({ told: v === 'own' ? null : Number(v) })}
          />
        </>
      }
      after={
        <More summary="Another start of the search">
          <Controls>
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
      <Panels>
        <CurvePanel found={found} />
      </Panels>
      <p class="f-readout iv-range">{rangeText(found, latent)}</p>
      <div class="f-sources">
        <DigitPicks
          digits={hand.value}
          chosen={s.picture === null ? s.digit : null}
          onPick={(digit) => {
            drawing.value = false;
            figure.set({ digit, picture: null });
          }}
        />
        <Button onClick={deal}>Other digits</Button>
      </div>
      {running.value && <Progress label="Finding codes" value={found.done} onStop={stop} />}
    </Shell>
  );
}
