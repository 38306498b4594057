/** What the reader chose for the whole book. It lives on <html>, where settings-boot.js put it and CSS and figures read it. */
export interface Settings {
  readonly theme: string;
  readonly motion: string;
  readonly backend: string;
  /** How equations and axes are written: one of `conventions` in src/core/notation.ts. */
  readonly notation: string;
}

const key = 'diffusion-live:settings';

/** The settings in force. */
export function settings(): Settings {
  const { theme = 'system', motion = 'system', backend = 'auto', notation = 'book' } = document.documentElement.dataset;
  return { theme, motion, backend, notation };
}

/** Sets one setting, keeps all, and tells the page by a `settings:change` event on the document. */
export function changeSetting(name: keyof Settings, value: string): void {
  document.documentElement.dataset[name] = value;
  try {
    localStorage.setItem(key, JSON.stringify(settings()));
  } catch {
    // Without storage the choice holds for this page.
  }
  document.dispatchEvent(new CustomEvent('settings:change', { detail: settings() }));
}

/** Connects a form of settings, of the header or of a chapter: its radios follow the settings and change them. Returns its dispose. */
export function connectSettings(form: HTMLFormElement): () => void {
  const follow = (): void => {
    const current = settings();
    for (const input of form.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
      input.checked = current[input.name as keyof Settings] === input.value;
    }
  };
  const changed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    changeSetting(input.name as keyof Settings, input.value);
  };
  follow();
  form.addEventListener('change', changed);
  document.addEventListener('settings:change', follow);
  return () => {
    form.removeEventListener('change', changed);
    document.removeEventListener('settings:change', follow);
  };
}
