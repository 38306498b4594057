import { createContext } from 'preact';
import { useContext, useId } from 'preact/hooks';

/**
 * The name of the part of the page that controls live in. Each island numbers its ids from zero, so names of radio
 * groups and ids would collide between figures without it.
 */
export const Scope = createContext('page');

/** An id unique in the page. */
export function useScopedId(): string {
  return `${useContext(Scope)}-${useId()}`;
}
