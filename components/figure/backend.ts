/** Where runs compute: the reader's standing choice in the settings bar, for every run that leaves it open. */
import { backends, type BackendChoice } from '../../src/engine/backends';

/** `data-backend` on the page; `auto` when there is none. */
export function preferredBackend(): BackendChoice {
  const chosen = globalThis.document?.documentElement.dataset.backend;
  return backends.find((backend) => backend === chosen) ?? 'auto';
}

/** The same settings, with the reader's choice where they leave it open. */
export function placed<S extends { readonly backend?: BackendChoice }>(settings: S): S {
  return settings.backend === 'auto' ? { ...settings, backend: preferredBackend() } : settings;
}

/** Calls `move` whenever the reader chooses another backend; returns what ends that. */
export function onPreferredBackend(move: (preferred: BackendChoice) => void): () => void {
  let preferred = preferredBackend();
  const changed = () => {
    if (preferredBackend() === preferred) return;
    preferred = preferredBackend();
    move(preferred);
  };
  globalThis.document?.addEventListener('settings:change', changed);
  return () => globalThis.document?.removeEventListener('settings:change', changed);
}
