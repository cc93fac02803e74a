import type { Aria } from './aria';

/** The attributes as browsers name them. Taro renames only some, and none that are spread. */
export function aria(facts: Aria): Record<string, string | boolean> {
  const attributes: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) attributes[name === 'role' ? 'role' : `aria-${name}`] = value;
  }
  return attributes;
}
