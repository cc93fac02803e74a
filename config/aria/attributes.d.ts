/** Taro's names of the components that carry the attributes, and the attributes with what they are when unset. */
export const ariaComponents: Record<string, Record<string, string>>;
