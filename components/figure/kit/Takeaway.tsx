import { useSignal } from '@preact/signals';
import { Button } from '../../control/Button';

export interface TakeawayProps {
  readonly rows: number;
  readonly file: string;
  /** What is taken away, as CSV. */
  readonly text: () => string;
}

/** Two buttons that put a table on the clipboard or in a file. */
export function Takeaway({ rows, file, text }: TakeawayProps) {
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      said.value = `${rows} rows copied.`;
    } catch {
      said.value = 'The browser did not allow copying; the file holds the same rows.';
    }
  };
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text()], { type: 'text/csv' }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    said.value = `${file} is on its way.`;
  };
  return (
    <div class="f-controls">
      <Button onClick={() => void copy()}>Copy as CSV</Button>
      <Button onClick={download}>Download CSV</Button>
      <span class="c-hint" role="status">
        {said.value}
      </span>
    </div>
  );
}
