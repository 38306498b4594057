import { Builder, Origin, type WebDriver } from 'selenium-webdriver';
import { expect, inject } from 'vitest';
import { type Engine, type Place, type Tab, wide } from './engine';

/** A session of WebKitGTK's small browser: nothing is stored beyond it. */
function session(): Promise<WebDriver> {
  return new Builder()
    .usingServer(inject('webkitDriver'))
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': {
        binary: inject('miniBrowser'),
        args: ['--automation', '--javascript-can-open-windows-automatically=true'],
      },
    })
    .build();
}

/** Opens a window without bars, which alone can be as narrow as a phone, and goes on in it. */
async function bareWindow(driver: WebDriver): Promise<void> {
  const first = await driver.getWindowHandle();
  await driver.executeScript(
    `window.open('about:blank', 'bare', 'popup,width=${wide.width},height=${wide.height},toolbar=no,location=no')`,
  );
  const other = async () => (await driver.getAllWindowHandles()).find((handle) => handle !== first) ?? '';
  await expect.poll(other).not.toBe('');
  await driver.switchTo().window(await other());
}

/** WebKitWebDriver has no console: what goes wrong is noted by `watched.ts` in the page itself. */

/** WebKitGTK by its own driver, one browser a page. */
export function startWebKit(): Promise<Engine> {
  return Promise.resolve({ open, close: () => Promise.resolve() });
}

async function open(path: string): Promise<Tab> {
  const driver = await session();
  const evaluate: Tab['evaluate'] = (fn, ...args) =>
    driver.executeScript(`return (${fn.toString()}).apply(null, arguments)`, ...args);
  const resize = async (width: number, height: number): Promise<void> => {
    await driver.manage().window().setRect({ width, height });
    await expect.poll(() => evaluate(() => innerWidth)).toBe(width);
  };
  await driver.manage().setTimeouts({ script: 120_000, pageLoad: 300_000 });
  await bareWindow(driver);
  await driver.get(new URL(path, inject('watchedUrl')).href);
  await resize(wide.width, wide.height);
  return {
    evaluate,
    resize,
    async stroke(places: readonly Place[]) {
      const [first, ...others] = places.map(({ x, y }) => ({
        x: Math.round(x),
        y: Math.round(y),
        origin: Origin.VIEWPORT,
      }));
      let actions = driver
        .actions({ async: true })
        .move({ ...first, duration: 0 })
        .press();
      for (const place of others) actions = actions.move({ ...place, duration: 20 });
      await actions.release().perform();
    },
    reload: () => driver.navigate().refresh(),
    errors: () => evaluate(() => (window as unknown as { wrong?: readonly string[] }).wrong ?? ['nothing was watched']),
    close: () => driver.quit(),
  };
}
