/** A file has one name: beside or below one another by `./`, from elsewhere by a path name of tsconfig.base.json. */
import { type BuiltModule, wrongVariants } from '@config/module-list';
import { filesBelow, specifiersOf } from '@test/support/source';

// The local cloud is used by other projects, which do not have our path names.
const files = filesBelow('src', 'cloudfunctions', 'config', 'deploy', 'demo', 'bench', 'test');

it('nothing is imported by climbing out of its folder', () => {
  const climbing = files.flatMap(file =>
    specifiersOf(file)
      .filter(name => name.startsWith('..'))
      .map(name => `${file} → ${name}`),
  );
  expect(climbing).toEqual([]);
});

it('the core is called by its own name, also within src', () => {
  const twice = files.filter(file => specifiersOf(file).some(name => name.startsWith('@app/core/')));
  expect(twice).toEqual([]);
});

describe('a file of the browser’s own', () => {
  const built = (...names: string[]): BuiltModule[] => names.map(file => ({ file, bytes: 1 }));
  const variant = 'src/services/file.h5.ts';

  it('is in the browser build in its twin’s place', () => {
    expect(wrongVariants([variant, 'src/services/file.ts'], built(variant, 'src/app.tsx'))).toEqual([]);
  });

  it('that is left out fails the build', () => {
    expect(wrongVariants([variant], built('src/services/file.ts'))).toEqual([
      `${variant} is not in the browser build`,
    ]);
  });

  it('that is there beside its twin fails the build', () => {
    expect(wrongVariants([variant], built(variant, 'src/services/file.ts'))).toEqual([
      `src/services/file.ts is in the browser build beside ${variant}`,
    ]);
  });
});
