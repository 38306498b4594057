import { useEffect, useState } from 'preact/hooks';
import { conventions, type Convention } from '../../src/core/notation';

/**
 * The notation that the reader chose for the book (`data-notation` on the root, `settings:change` when it changes). The first render
 * is in the book's own, as on the server, so that hydration agrees.
 */
export function useConvention(): Convention {
  const [convention, setConvention] = useState<Convention>('book');
  useEffect(() => {
    const read = () => {
      const asked = document.documentElement.dataset.notation;
      setConvention(conventions.find((name) => name === asked) ?? 'book');
    };
    read();
    document.addEventListener('settings:change', read);
    return () => document.removeEventListener('settings:change', read);
  }, []);
  return convention;
}
