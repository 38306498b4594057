/** One sampler's digits: two sheets at most, at the guess that it has reached with the evaluations spent. */
import { useMemo } from 'preact/hooks';
import { pixels } from '../../../src/picture/index';
import { Panel } from '../index';
import { frameAt, mostShown, type DigitLane } from './digit-race';
import { digitReadout, digitShare, runnerLabel, signOf } from './labels';

const columns = 10;
const rows = mostShown / 2 / columns;

export interface DigitLanePanelProps {
  readonly name: DigitLane['sampler'];
  readonly lane: DigitLane | undefined;
  readonly index: number;
  /** Digits in the lane. */
  readonly pictures: number;
  /** Evaluations that are gone, of a race that is run. */
  readonly spent: number;
}

export function DigitLanePanel({ name, lane, index, pictures, spent }: DigitLanePanelProps) {
  const shape = pictures < 2 * rows * columns ? 2 : 1;
  const grey = lane && (lane.done < 1 ? lane.pictures : frameAt(lane, spent));
  const shown = useMemo(() => (grey ? sheets(grey) : []), [grey]);
  const last = !lane || lane.done < 1 || spent >= lane.evaluations;
  return (
    <Panel
      ratio={shape}
      tone={signOf(name, index).tone}
      title={runnerLabel(name)}
      readout={
        lane ? (
          <>
            {lane.done === 1 ? digitShare(lane) : ''}
            <br />
            {last
              ? digitReadout(lane, pictures)
              : spent === 0
                ? 'the noise that all begin with'
                : `its guess after ${Math.round(spent)} evaluations`}
          </>
        ) : (
          'about to run'
        )
      }
      label={`Digits by ${runnerLabel(name)}, ten columns asked for as 0 to 9`}
    >
      <div class="sr-grid" style={{ aspectRatio: String(shape) }}>
        {shown.map((href, k) => (
          <img key={k} class="f-ink" src={href} alt={`Digits by ${runnerLabel(name)}, rows ${rows * k + 1} on`} />
        ))}
      </div>
    </Panel>
  );
}

function sheets(grey: Uint8Array): readonly string[] {
  const cells = grey.length / 784;
  return Array.from({ length: Math.ceil(cells / (rows * columns)) }, (_, k) => {
    const out = new Float64Array(rows * columns * 784).fill(-1);
    for (let i = 0; i < rows * columns; i++) {
      const from = (k * rows * columns + i) * 784;
      if (from >= cells * 784) break;
      for (let p = 0; p < 784; p++) {
        out[(28 * Math.floor(i / columns) + Math.floor(p / 28)) * 28 * columns + 28 * (i % columns) + (p % 28)] =
          grey[from + p] / 127.5 - 1;
      }
    }
    return pixels(out, 28 * columns);
  });
}
