import type { ReactNode } from 'react';

type Props = Record<string, unknown> & { children?: ReactNode };

/** aria-* as a browser knows them, so that tests find things by role and label; what a browser does not know is left out. */
function attributesOf(props: Props): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'ariaRole') attributes.role = value;
    else if (name.startsWith('aria')) attributes[`aria-${name.slice(4).toLowerCase()}`] = value;
    else if (['className', 'style', 'onClick', 'id', 'src'].includes(name)) attributes[name] = value;
  }
  return attributes;
}

/** Stands in for Taro's View. */
export function View(props: Props) {
  return <div {...attributesOf(props)}>{props.children}</div>;
}

/** Stands in for Taro's Text. */
export function Text(props: Props) {
  return <span {...attributesOf(props)}>{props.children}</span>;
}

/** Stands in for Taro's Image. */
export function Image(props: Props) {
  // biome-ignore lint/a11y/useAltText: the label is given the way WeChat wants it, on the element around
  return <img {...attributesOf(props)} />;
}

/** Stands in for Taro's Input: its events carry the value in `detail`. */
export function Input(props: Props) {
  const { value, placeholder, maxlength, onInput } = props as {
    value: string;
    placeholder?: string;
    maxlength?: number;
    onInput: (event: { detail: { value: string } }) => void;
  };
  return (
    <input
      {...attributesOf(props)}
      value={value}
      placeholder={placeholder}
      maxLength={maxlength}
      onChange={event => onInput({ detail: { value: event.target.value } })}
    />
  );
}

/** Stands in for Taro's Textarea, an Input of several lines here. */
export const Textarea = Input;
/** Stands in for Taro's ScrollView. */
export const ScrollView = View;
/** Stands in for Taro's Picker: the face alone, which nothing here opens. */
export const Picker = View;
/** Stands in for Taro's Camera: sees nothing. */
export const Camera = View;
/** Stands in for Taro's Button. */
export const Button = View;
