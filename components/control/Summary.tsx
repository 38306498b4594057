import { useEffect, useRef, useState } from 'preact/hooks';
import './control.css';

export interface SummaryProps {
  /** What is to be seen, in a sentence or two, made from the state. */
  readonly text: string;
  /** Shortest time between two announcements, in seconds (3). */
  readonly every?: number;
  /** Show it to everyone (it is always there for screen readers). */
  readonly shown?: boolean;
}

/** The figure in words. Live, but politely: changes are announced at most every few seconds, the last one always. */
export function Summary({ text, every = 3, shown = false }: SummaryProps) {
  const [said, say] = useState(text);
  const last = useRef(-Infinity);
  useEffect(() => {
    if (text === said) return undefined;
    const wait = Math.max(0, last.current + every * 1000 - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      say(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, said, every]);
  return (
    <p class={shown ? 'c-summary' : 'c-summary c-hidden'} role="status" aria-live="polite">
      {said}
    </p>
  );
}
