/** Addresses that lead nowhere show as a blank page in WeChat, and in no build. */
import * as residents from '@app/services/links';
import * as staff from '@app/services/station-links';

type Pages = { pages: string[]; subPackages: { root: string; pages: string[] }[] };

let listed: string[];
beforeAll(() => {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config });
  const { pages, subPackages } = require('@app/app.config').default as Pages;
  listed = [...pages, ...subPackages.flatMap(one => one.pages.map(page => `${one.root}/${page}`))];
});

const addresses = Object.entries({ ...residents, ...staff })
  .filter(([name]) => name.endsWith('Page'))
  .map(([name, link]): [string, string] => [
    name,
    typeof link === 'string' ? link : (link as (of: unknown) => string)({ activityId: 'a1' }),
  ]);

it('there are links to follow', () => {
  expect(addresses.length).toBeGreaterThan(15);
});

it.each(addresses)('%s leads to a page of the list', (_, address) => {
  expect(listed).toContain(address.split('?')[0]!.slice(1));
});
