/** A page in jsdom is waited for as long as a busy machine may need: Testing Library itself gives up after a second. */
if (typeof document !== 'undefined') {
  const { configure } = jest.requireActual<typeof import('@testing-library/dom')>('@testing-library/dom');
  configure({ asyncUtilTimeout: 30_000 });
}
