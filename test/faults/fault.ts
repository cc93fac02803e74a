/** Something wrong that somebody might write. */
export type Fault = {
  file: string;
  /** What goes wrong, and for whom. */
  says: string;
  /** As it stands in the file, exactly once. */
  find: string;
  /** What is written in its place. */
  put: string;
  /** Test files that go red, each of them. */
  tests: readonly string[];
  /** As the test that goes red is called, where its file starts a cloud and all of it would take long. */
  only?: string;
};

/** A file's text with a fault in it. @throws where the fault has no one place in it */
export function withFault(text: string, { file, find, put }: Fault): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} has not exactly one «${find}»`);
  return before + put + after;
}
