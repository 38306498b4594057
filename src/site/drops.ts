/** Files and links that are dropped beside what takes them. */

/** What a browser would open in the place of this page. */
const opens = ['Files', 'text/uri-list', 'text/x-moz-url'];
const sentence = 'Nothing was taken: a file can be dropped on a figure that asks for one.';
/** Milliseconds that the sentence stays. */
const stays = 8000;

/** A file or link that misses its target would replace the page, and with it the reader's work: here nothing happens, and a sentence says so. */
export function connectDrops(page: Document): void {
  const missed = (event: DragEvent): boolean =>
    !event.defaultPrevented && (event.dataTransfer?.types.some((type) => opens.includes(type)) ?? false);
  const said = page.createElement('p');
  said.className = 'page-said';
  said.setAttribute('role', 'status');
  page.body.append(said);
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener('dragover', (event) => {
    if (missed(event)) event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    if (!missed(event)) return;
    event.preventDefault();
    said.textContent = sentence;
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = '';
    }, stays);
  });
}
