/** The browser that tests run in, where there is one. */
import { existsSync } from 'node:fs';

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const found = places.find(place => place !== undefined && existsSync(place));
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** How to launch it. Throws where none is found. */
export function launchOptions(): { executablePath: string; args: string[] } {
  if (!found) throw new Error('No browser: apt-get install chromium, or set CHROME_PATH');
  return { executablePath: found, args: flags.split(' ') };
}

/** `describe` where a browser is found. Otherwise one line says how to get one; under REQUIRE_BROWSER it fails instead. */
export const describeInBrowser: (name: string, body: () => void) => void = (name, body) => {
  if (found || process.env.REQUIRE_BROWSER) describe(name, body);
  else {
    console.warn(
      'No browser found, so these tests are left out: apt-get install chromium, or set CHROME_PATH.',
    );
    describe.skip(name, body);
  }
};
