import { settings } from './settings';

/** Inner HTML of the formulas that read otherwise in a notation, by their `data-formula`. */
type Formulas = Readonly<Record<string, string>>;

/** Milliseconds of writing after which the page gets a turn: hundreds of formulas are more than one task should hold. */
const slice = 8;

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
  let wanted = 'book';
  let turn = 0;

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

  /** Writes all formulas, those on screen first, in slices; stops when a newer choice has been made. */
  const write = async (formulas: Formulas, mine: number): Promise<void> => {
    const onScreen = (node: Element): number => {
      const { top, bottom } = node.getBoundingClientRect();
      return Number(bottom > 0 && top < innerHeight);
    };
    const nodes = [...document.querySelectorAll('[data-formula]')]
      .map((node) => ({ node, first: onScreen(node) }))
      .sort((a, b) => b.first - a.first);
    let since = performance.now();
    for (const { node } of nodes) {
      if (performance.now() - since > slice) {
        await new Promise((resolve) => setTimeout(resolve));
        if (mine !== turn) return;
        since = performance.now();
      }
      const own = originals.get(node) ?? [...node.childNodes];
      originals.set(node, own);
      for (const lit of node.querySelectorAll('.lit')) lit.classList.remove('lit');
      const html = formulas[node.getAttribute('data-formula') ?? ''];
      if (html === undefined) node.replaceChildren(...own);
      else node.innerHTML = html;
    }
    written();
  };

  const say = (text: string, seen: boolean): void => {
    if (status === null) return;
    status.textContent = text;
    status.classList.toggle('visually-hidden', !seen);
  };

  const follow = async (announce: boolean): Promise<void> => {
    const { notation } = settings();
    if (notation === wanted) return;
    wanted = notation;
    const mine = ++turn;
    // A chapter may lack some notation that another offers; it then stays in the book's.
    const choice = box.querySelector(`input[value="${CSS.escape(notation)}"]`);
    const label = choice?.nextElementSibling?.textContent ?? notation;
    try {
      const formulas = notation === 'book' || choice === null ? {} : await fetched(notation);
      if (mine !== turn) return;
      await write(formulas, mine);
      if (mine === turn)
        say(announce && choice !== null ? `Equations and axes are now in the notation of: ${label}.` : '', false);
    } catch {
      if (mine !== turn) return;
      wanted = 'book';
      say(`The equations in the notation of ${label} could not be fetched; they stay in the book’s.`, true);
      await write({}, mine);
    }
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
