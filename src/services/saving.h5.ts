import { minute } from '@core/kernel/dates';
import type { Saved } from './saving';

/** Saves a text as a file, as a browser does. */
export async function saveText(name: string, text: string): Promise<Saved> {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), minute);
  return 'saved';
}

/** Saves the spreadsheet behind an address. Rejects when it cannot be had. */
export async function openSheet(url: string, name: string): Promise<void> {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`the file answered ${reply.status}`);
  const own = URL.createObjectURL(await reply.blob());
  follow(own, name);
  setTimeout(() => URL.revokeObjectURL(own), minute);
}

function follow(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
