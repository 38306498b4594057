import { settings } from './settings';

/** Inner HTML of the formulas that read otherwise in a notation, by their `data-formula`. */
type Formulas = Readonly<Record<string, string>>;

/**
 * Writes the formulas of a chapter in the notation that the reader chose. Those of the book stand in the page; the others are fetched
 * when they are first asked for, and the book's own nodes come back as they were. A page without the switch has nothing to do.
 * `written` is called whenever formulas have changed. Returns its dispose.
 */
export function connectNotation(written: () => void): () => void {
  const box = document.querySelector<HTMLElement>('[data-formulas]');
  if (box === null) return () => undefined;
  const status = box.querySelector<HTMLElement>('[data-notation-status]');
  const files = new Map<string, Promise<Formulas>>();
  const originals = new Map<Element, readonly Node[]>();
  let shown = 'book';
  let asked = 0;

  const fetched = (notation: string): Promise<Formulas> => {
    const known = files.get(notation);
    if (known !== undefined) return known;
    const file = fetch(`${box.dataset['formulas']}.${notation}.json`).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json() as Promise<Formulas>;
    });
    files.set(notation, file);
    file.catch(() => files.delete(notation));
    return file;
  };

  const write = (formulas: Formulas): void => {
    for (const node of document.querySelectorAll('[data-formula]')) {
      const own = originals.get(node) ?? [...node.childNodes];
      originals.set(node, own);
      for (const lit of node.querySelectorAll('.lit')) lit.classList.remove('lit');
      const html = formulas[node.getAttribute('data-formula') ?? ''];
      if (html === undefined) node.replaceChildren(...own);
      else node.innerHTML = html;
    }
    written();
  };

  const follow = async (announce: boolean): Promise<void> => {
    const { notation } = settings();
    if (notation === shown) return;
    const turn = ++asked;
    // A chapter may lack some notation that another offers; it then stays in the book's.
    const choice = box.querySelector(`input[value="${CSS.escape(notation)}"]`);
    const label = choice?.nextElementSibling?.textContent ?? notation;
    try {
      const formulas = notation === 'book' || choice === null ? {} : await fetched(notation);
      if (turn !== asked) return;
      write(formulas);
      shown = notation;
      if (status !== null) status.textContent = announce && choice !== null ? `Equations and axes are now in the notation of: ${label}.` : '';
    } catch {
      if (turn !== asked) return;
      write({});
      shown = 'book';
      if (status !== null) status.textContent = `The equations in the notation of ${label} could not be fetched; they stay in the book’s.`;
      status?.classList.remove('visually-hidden');
      return;
    }
    status?.classList.add('visually-hidden');
  };

  const changed = (): void => {
    // What the reader picks outweighs what the address asked for, also after the page is loaded anew.
    const address = new URL(location.href);
    if (address.searchParams.has('notation') && address.searchParams.get('notation') !== settings().notation) {
      address.searchParams.delete('notation');
      history.replaceState(history.state, '', address);
    }
    void follow(true);
  };
  document.addEventListener('settings:change', changed);
  void follow(false);
  return () => document.removeEventListener('settings:change', changed);
}
