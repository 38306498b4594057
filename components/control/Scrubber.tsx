import { Button } from './Button';
import { Slider, type SliderProps } from './Slider';
import './control.css';

export interface ScrubberProps extends SliderProps {
  readonly playing?: boolean;
  /** Leave out for a scrubber without a play button. */
  readonly onPlay?: (playing: boolean) => void;
}

/** A slider along time, with a button that moves it. */
export function Scrubber({ playing = false, onPlay, ...slider }: ScrubberProps) {
  return (
    <div class="c-scrubber">
      {onPlay && (
        <Button kind="primary" onClick={() => onPlay(!playing)}>
          {playing ? 'Pause' : 'Play'}
        </Button>
      )}
      <Slider {...slider} />
    </div>
  );
}
