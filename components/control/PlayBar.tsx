import { Button } from './Button';
import './control.css';

export interface PlayBarProps {
  readonly playing: boolean;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onStep?: () => void;
  readonly onReset?: () => void;
  /** The word on the filled button when it is not playing: Play, Train, Continue. */
  readonly play?: string;
  readonly pause?: string;
  readonly step?: string;
  readonly reset?: string;
  /** While nothing can be started. */
  readonly loading?: boolean;
  /** Speeds offered, as multiples, with the one in use. */
  readonly speeds?: readonly number[];
  readonly speed?: number;
  readonly onSpeed?: (speed: number) => void;
}

/** Play or pause, one step, back to the start, speed. */
export function PlayBar(props: PlayBarProps) {
  const { playing, onPlay, onPause, onStep, onReset, loading = false, speeds, speed = 1, onSpeed } = props;
  const { play = 'Play', pause = 'Pause', step = 'Step', reset = 'Start over' } = props;
  return (
    <div class="c-play" role="group" aria-label="Playback">
      <Button kind="primary" disabled={loading} onClick={playing ? onPause : onPlay}>
        {playing ? pause : play}
      </Button>
      {onStep && (
        <Button disabled={loading || playing} onClick={onStep}>
          {step}
        </Button>
      )}
      {onReset && (
        <Button disabled={loading} onClick={onReset}>
          {reset}
        </Button>
      )}
      {speeds && onSpeed && (
        <label class="c-select">
          <span class="c-hidden">Speed</span>
          <select value={String(speed)} onChange={(event) => onSpeed(Number(event.currentTarget.value))}>
            {speeds.map((s) => (
              <option key={s} value={String(s)} selected={s === speed}>{`${s}×`}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
