import { Button, FileDrop } from '../control/index';
import type { Keeping } from './keeping';

/** Keep a network, bring it back, take it away as a file. */
export function KeepPanel({ keeping, whole = true }: { readonly keeping: Keeping; readonly whole?: boolean }) {
  return (
    <details class="c-more">
      <summary>Keep this network</summary>
      <div class="f-controls">
        <Button onClick={() => void keeping.keep()}>Keep in this browser</Button>
        <Button onClick={() => void keeping.recall()}>Bring back</Button>
        {keeping.other.value && <Button onClick={() => void keeping.recallOther()}>Bring back the other tab’s</Button>}
        <Button onClick={() => void keeping.download()}>Save to a file</Button>
        <FileDrop label="Load a file" whole={whole} onFiles={([file]) => file && void keeping.upload(file)} />
      </div>
      <p class="c-hint train-note" role="status">
        {keeping.noted.value}
      </p>
    </details>
  );
}
