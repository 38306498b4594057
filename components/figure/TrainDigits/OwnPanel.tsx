/** Pictures of one's own: drawn here, or brought as files. */
import { useSignal } from '@preact/signals';
import { Button, Choice, FileDrop } from '../../control/index';
import { digitSide, toGrey } from '../../../src/core/data/digits';
import { ownPictures } from '../../../src/engine/kinds/digits/settings';
import { grouped, pixels } from '../../../src/picture/index';
import { blankPicture, decodePicture } from '../kit/picture-code';
import { PixelPad } from '../kit/PixelPad';
import { dataOf, none, readOwn, type OwnPicture } from './own';
import type { TrainDigitsState } from './useTrainDigits';
import './train-digits.css';

const classes = [
  { value: String(none), label: 'none' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) })),
];

export function OwnPanel({ state }: { readonly state: TrainDigitsState }) {
  const { keeping, data } = state;
  const drawing = useSignal(blankPicture());
  const pictures = useSignal<readonly OwnPicture[]>([]);
  const label = useSignal(String(none));
  const wanting = ownPictures.least - pictures.value.length;
  const blank = drawing.value === blankPicture();
  const add = () => {
    // The pad keeps eight bits a pixel as the book's values; paper is -1.
    pictures.value = [...pictures.value, { grey: toGrey(decodePicture(drawing.value)), label: Number(label.value) }];
    drawing.value = blankPicture();
  };
  const take = (files: readonly File[]) => {
    if (files.length === 1 && files[0].name.endsWith('.net')) return void keeping.upload(files[0]);
    void keeping.attempt(async () => {
      const read = await readOwn(files, Number(label.value));
      if (read.kind !== 'pictures') {
        state.learn(read);
        return read.kind === 'own'
          ? `${grouped(read.labels.length)} pictures of ${read.name} are to be learned; press Train.`
          : null;
      }
      const { length } = read.pictures;
      pictures.value = [...pictures.value, ...read.pictures];
      return [length === 1 ? 'One picture added.' : `${length} pictures added.`, read.warning]
        .filter(Boolean)
        .join(' ');
    });
  };
  return (
    <details class="c-more">
      <summary>Learn your own pictures</summary>
      <div class="td-own">
        <div class="td-sheet">
          <img class="f-ink" src={pixels(decodePicture(drawing.value), digitSide)} alt="" />
          <PixelPad
            picture={drawing.value}
            onDraw={(next) => {
              drawing.value = next;
            }}
          />
        </div>
        <div class="td-made">
          <p class="c-hint">
            Draw ten small pictures or more, of anything, and add each. With a class, samples can be asked for by it. Or
            bring pictures, or images and labels as IDX files. Nothing leaves this browser.
          </p>
          <div class="td-thumbs" role="list" aria-label="Pictures to learn">
            {pictures.value.slice(-40).map(({ grey, label: of }, i) => (
              <img
                key={i}
                role="listitem"
                class="f-ink"
                src={pixels(grey, digitSide, { paper: 0, ink: 255 })}
                alt={of === none ? 'A picture' : `A picture of class ${of}`}
                width={36}
                height={36}
              />
            ))}
          </div>
          <div class="f-controls">
            <Button disabled={blank} onClick={add}>
              Add this picture
            </Button>
            <Choice
              label="Class"
              showLabel
              options={classes}
              value={label.value}
              onChange={(value) => {
                label.value = value;
              }}
            />
            <Button
              disabled={blank && pictures.value.length === 0}
              onClick={() => {
                if (blank) pictures.value = pictures.value.slice(0, -1);
                else drawing.value = blankPicture();
              }}
            >
              {blank ? 'Take the last away' : 'Clear'}
            </Button>
            <FileDrop label="Open pictures or IDX files" multiple onFiles={take} />
          </div>
          <div class="f-controls">
            <Button disabled={wanting > 0} onClick={() => state.learn(dataOf(pictures.value))}>
              Learn these
            </Button>
            {data.value.kind === 'own' && (
              <Button onClick={() => state.learn({ kind: 'mnist' })}>Back to the digits</Button>
            )}
            <span class="c-hint" role="status">
              {wanting > 0
                ? `${pictures.value.length} of at least ${ownPictures.least}`
                : `${pictures.value.length} pictures`}
            </span>
          </div>
        </div>
      </div>
    </details>
  );
}
