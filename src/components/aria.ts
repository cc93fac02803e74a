/** What a screen reader is told about an element that is not plain text. */
export type Aria = {
  role?: string;
  label?: string;
  live?: 'polite' | 'assertive';
  hidden?: boolean;
  disabled?: boolean;
  checked?: boolean;
  selected?: boolean;
  expanded?: boolean;
};

/** The attributes as WeChat names them; config/aria carries them into its templates. Spread into a Taro element. */
export function aria(facts: Aria): Record<string, string | boolean> {
  const attributes: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) attributes[`aria${name[0]!.toUpperCase()}${name.slice(1)}`] = value;
  }
  return attributes;
}
