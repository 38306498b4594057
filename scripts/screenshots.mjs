// Pictures of the built site, to be looked at: npm run screenshots -- [page …] [--figure id] [--interact] [--width 390,1440]
//   [--theme light,dark] [--wait seconds] [--no-js] [--print]
// Pages are addresses under the site's base (`schedules/`); none means all. Files go to screenshots/.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromeFlags, findChrome } from './chrome.mjs';
import { dist, root, serve } from './serve.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    figure: { type: 'string' },
    interact: { type: 'boolean', default: false },
    width: { type: 'string', default: '390,1440' },
    theme: { type: 'string', default: 'light,dark' },
    wait: { type: 'string', default: '1.5' },
    'no-js': { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    fold: { type: 'boolean', default: false },
  },
});

const every = readdirSync(dist, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('index.html'))
  .map((name) => name.replace(/index\.html$/, ''));
const pages = positionals.length > 0 ? positionals.map((page) => page.replace(/^\//, '')) : every;
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });

const server = await serve({ port: 4400 });
const browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });

/** Scrolls through the page, so that islands that wait to be seen come alive. */
async function wake(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    scrollTo(0, 0);
  });
}

async function shoot(name, width, theme) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : Math.round(width * 0.62) },
    colorScheme: theme,
    deviceScaleFactor: width < 600 ? 2 : 1,
    javaScriptEnabled: !values['no-js'],
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(`${name || 'index'}: ${message.text()}`));
  page.on('pageerror', (error) => console.error(`${name || 'index'}: ${error.message}`));
  await page.goto(server.url + name, { waitUntil: 'networkidle' });
  if (values.print) await page.emulateMedia({ media: 'print' });
  const stem = `${name.replace(/\/$/, '').replace(/\W+/g, '-') || 'index'}${values.figure === undefined ? '' : `-${values.figure}`}-${width}-${theme}${values.print ? '-print' : ''}${values['no-js'] ? '-nojs' : ''}`;
  const path = join(folder, `${stem}.png`);
  const subject = values.figure === undefined ? undefined : page.locator(`#${values.figure}`);
  if (!values['no-js'] && !values.fold) {
    if (subject === undefined) await wake(page);
    else await subject.scrollIntoViewIfNeeded();
  }
  if (values.interact) {
    const button = (subject ?? page).locator('button.primary, [data-primary], button').first();
    if (await button.isVisible()) await button.click();
  }
  await page.waitForTimeout(Number(values.wait) * 1000);
  if (subject !== undefined) await subject.screenshot({ path });
  else await page.screenshot({ path, fullPage: !values.fold });
  console.log(path.slice(root.length + 1));
  await context.close();
}

try {
  for (const name of pages) {
    for (const width of values.width.split(',').map(Number)) {
      for (const theme of values.theme.split(',')) await shoot(name, width, theme);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
