import { useState } from 'preact/hooks';
import './control.css';

export interface FileDropProps {
  /** On the button: `Open a picture`. */
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** As an input's `accept`: `image/*`. A hint to the dialogue only: check what arrives. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Beside it: `or drop it here`. */
  readonly hint?: string;
}

/** A file by dialogue or by drop. It never leaves the browser. */
export function FileDrop({ label, onFiles, accept, multiple = false, hint = 'or drop it here' }: FileDropProps) {
  const [over, setOver] = useState(false);
  const give = (list: FileList | null | undefined) => {
    const files = Array.from(list ?? []);
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  return (
    <div
      class="c-drop"
      data-over={over ? '' : undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); give(event.dataTransfer?.files); }}
    >
      <label class="c-button c-quiet">
        {label}
        <input
          class="c-hidden"
          type="file"
          accept={accept}
          multiple={multiple}
          onChange={(event) => {
            give(event.currentTarget.files);
            // The same file may be chosen again after an error.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <span class="c-hint">{hint}</span>
    </div>
  );
}
