import { useEffect, useRef, useState } from 'preact/hooks';
import './control.css';

export interface ChipProps {
  /** What computes: SIMD, WebGL. */
  readonly backend?: string | undefined;
  /** At what speed: `980 steps/s`. */
  readonly speed?: string | undefined;
  readonly seed?: number;
  /** Gives the address to copy; without it there is no link. */
  readonly link?: () => string;
}

/** Who computes, how fast, from which seed; and a link to exactly this. */
export function Chip({ backend, speed, seed, link }: ChipProps) {
  const facts = [[backend, speed].filter(Boolean).join(', '), seed === undefined ? '' : `seed ${seed}`].filter(Boolean);
  return (
    <div class="c-chip">
      {facts.map((fact) => (
        <span key={fact.startsWith('seed') ? 'seed' : 'backend'} class="c-fact">
          {fact}
        </span>
      ))}
      {link && <CopyLink link={link} />}
    </div>
  );
}

function CopyLink({ link }: { readonly link: () => string }) {
  const [said, say] = useState('');
  const [manual, setManual] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
      setManual(null);
      say('link copied');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => say(''), 2500);
    } catch {
      // No clipboard (an insecure origin, a refusal): the reader copies it by hand.
      setManual(address);
    }
  };
  return (
    <span class="c-link">
      <button type="button" class="c-textbutton" onClick={() => void copy()}>
        {said || 'copy link'}
      </button>
      <span class="c-hidden" role="status">
        {said}
      </span>
      {manual !== null && (
        <input
          class="c-address"
          readOnly
          aria-label="Link to this figure"
          value={manual}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </span>
  );
}
