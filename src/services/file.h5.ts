export type ChosenFile = { path: string; name: string };

/** Lets the person choose one file of the given extensions from disk; null when they change their mind. */
export function chooseFile(extensions: string[]): Promise<ChosenFile | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = extensions.map(extension => `.${extension}`).join(',');
  // Kept in the page, unseen: some browsers forget a detached input, and tests find it here.
  input.hidden = true;
  document.body.append(input);
  return new Promise(resolve => {
    const done = (file: File | undefined) => {
      input.remove();
      resolve(file ? { path: URL.createObjectURL(file), name: file.name } : null);
    };
    input.addEventListener('change', () => done(input.files?.[0]));
    input.addEventListener('cancel', () => done(undefined));
    input.click();
  });
}
