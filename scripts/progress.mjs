// How far a build is, in one line that is written over where there is a terminal, in lines of their own where there is none.

/** Shares of a first build's time, in seconds on two cores; afterwards the last build's own times are known. */
const usual = {
  start: 5,
  bundle: 24,
  scripts: 5,
  'noise-as-an-sde': 2,
  samplers: 9,
  'a-network-for-images': 4,
  'asking-for-something': 12,
  gans: 8,
  'what-gans-are-still-good-at': 12,
  'claims-tested': 1,
  finish: 2,
};
/** A page that is not among them. */
const usualPage = 0.3;
/** Lines come no closer than this where there is no terminal, in milliseconds. */
const apart = 5000;

const names = { start: 'reading the chapters', bundle: 'bundling', scripts: "the figures' scripts", finish: 'writing' };

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const plain = (text) => text.replace(colours, '');

/** What a line of Astro's, whole or as far as it has come, says is begun: a stage, or a page by its folder (`.` for the first one). */
export function stepOf(line) {
  const text = plain(line);
  if (text.includes('Building static entrypoints')) return 'bundle';
  if (/\[vite\] .*built in/.test(text)) return 'scripts';
  if (/\[build\] .*server assets/.test(text)) return 'finish';
  const page = /[├└]─ \/(\S*?)\/?index\.html/.exec(text);
  if (page) return page[1] || '.';
  return undefined;
}

/**
 * Follows a build. `before` are the seconds that each step of the last one took.
 * @param {Readonly<Record<string, number>>} before
 */
export function progress(before, { stream = process.stdout, now = () => performance.now() } = {}) {
  const known = Object.keys(before).length > 0 ? before : usual;
  const times = {};
  let step = 'start';
  let since = now();
  let saidAt = -Infinity;
  let pages = 0;
  const live = stream.isTTY === true;
  const pagesOf = Object.keys(before).filter((name) => !(name in names)).length;

  const left = () => {
    const rest = Object.entries(known).filter(([name]) => !(name in times) && name !== step);
    const here = Math.max(0, (known[step] ?? usualPage) - (now() - since) / 1000);
    return rest.reduce((sum, [, seconds]) => sum + seconds, here);
  };
  const sentence = () => {
    const seconds = Math.round(left() / 5) * 5;
    const what =
      names[step] ?? `page ${pages}${pagesOf > 0 ? ` of ${pagesOf}` : ''}, ${step === '.' ? 'chapter 1' : step}`;
    return `Building the book: ${what}${seconds > 0 ? `; about ${seconds} s left` : ''}`;
  };
  const say = () => {
    if (live) stream.write(`\r\u001b[K${sentence()}`);
    else if (now() - saidAt >= apart) {
      saidAt = now();
      stream.write(`${sentence()}\n`);
    }
  };
  const timer = setInterval(say, live ? 500 : apart);
  timer.unref();
  say();
  return {
    /** A step has begun. Told again of the one that it is at, it does nothing. */
    at(next) {
      if (next === step || next in times) return;
      times[step] = (now() - since) / 1000;
      if (!(next in names)) pages++;
      step = next;
      since = now();
      say();
    },
    /** The seconds of every step, once all are done. */
    done() {
      times[step] = (now() - since) / 1000;
      return times;
    },
    stop() {
      clearInterval(timer);
      if (live) stream.write('\r\u001b[K');
    },
  };
}
