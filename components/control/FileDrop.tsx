import { useEffect, useRef, useState } from 'preact/hooks';
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
  /** Whether a drop anywhere on the figure is for it (default): of several in one figure, at most one. */
  readonly whole?: boolean;
}

/** A file by dialogue or by drop, anywhere on its figure unless told otherwise. It never leaves the browser. */
export function FileDrop({
  label,
  onFiles,
  accept,
  multiple = false,
  hint = 'or drop it here',
  whole = true,
}: FileDropProps) {
  const [over, setOver] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const give = (list: FileList | null | undefined) => {
    const files = Array.from(list ?? []);
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  const newest = useRef(give);
  newest.current = give;
  // A file that misses its target would replace the page and lose the reader's work, so the whole figure takes it.
  useEffect(() => {
    const target: HTMLElement | null = (whole ? place.current?.closest('figure') : null) ?? place.current;
    if (!target) return undefined;
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === false) return;
      event.preventDefault();
      setOver(true);
    };
    const onEnd = () => setOver(false);
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer?.files.length === 0) return;
      event.preventDefault();
      newest.current(event.dataTransfer?.files);
    };
    target.addEventListener('dragover', onDragOver);
    target.addEventListener('dragleave', onEnd);
    // Let go elsewhere, or taken back.
    document.addEventListener('drop', onEnd);
    document.addEventListener('dragend', onEnd);
    target.addEventListener('drop', onDrop);
    return () => {
      target.removeEventListener('dragover', onDragOver);
      target.removeEventListener('dragleave', onEnd);
      document.removeEventListener('drop', onEnd);
      document.removeEventListener('dragend', onEnd);
      target.removeEventListener('drop', onDrop);
    };
  }, [whole]);
  return (
    <div ref={place} class="c-drop" data-over={over ? '' : undefined}>
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
