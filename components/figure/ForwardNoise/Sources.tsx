import type { SampleDigit } from '../../../src/engine/digits';
import { Button, FileDrop } from '../../control';
import { DigitPicks } from '../kit/DigitPicks';

export interface SourcesProps {
  readonly digits: readonly SampleDigit[];
  /** Row of the chosen digit; null while the picture is the reader's own. */
  readonly chosen: number | null;
  readonly drawing: boolean;
  /** Training digits of the reader's own that are searched; null while they are the book's. */
  readonly searched: number | null;
  readonly onPick: (index: number) => void;
  readonly onOthers: () => void;
  readonly onDraw: () => void;
  readonly onClear: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where the clean picture comes from: a digit of the book's, a drawing, a file. */
export function Sources(props: SourcesProps) {
  const { digits, chosen, drawing, searched, onPick, onOthers, onDraw, onClear, onFiles } = props;
  return (
    <div class="f-sources">
      <DigitPicks digits={digits} chosen={chosen} onPick={onPick} />
      <Button onClick={onOthers}>Other digits</Button>
      <Button pressed={drawing} onClick={onDraw}>
        Draw
      </Button>
      {drawing && <Button onClick={onClear}>Clear</Button>}
      <FileDrop label="Your picture" accept="image/*,.gz,.idx" multiple hint="or drop it here" onFiles={onFiles} />
      {searched !== null && <span class="c-hint">{`Searching your ${searched} training digits.`}</span>}
    </div>
  );
}
