import { View } from '@tarojs/components';
import { aria } from './aria';
import { FieldNote } from './FieldNote';
import './Choice.scss';
import { Pressable } from './Pressable';

export type Option = { value: string; label: string };

/**
 * A few options side by side. With `multiple` any number may be on, otherwise one; tapping the one that is on takes it
 * off again where `optional`. `compact` is one scrolling row, for filters.
 */
export function Choice(props: {
  label: string;
  options: Option[];
  value: string[];
  onChange: (value: string[]) => void;
  multiple?: boolean;
  optional?: boolean;
  required?: boolean;
  error?: string;
  compact?: boolean;
}) {
  const {
    label,
    options,
    value,
    onChange,
    multiple = false,
    optional = false,
    error,
    compact = false,
  } = props;
  const toggle = (option: string) => {
    const on = value.includes(option);
    if (multiple) onChange(on ? value.filter(other => other !== option) : [...value, option]);
    else if (!on) onChange([option]);
    else if (optional) onChange([]);
  };
  return (
    <View
      className={`choice ${compact ? 'choice--compact' : ''} ${multiple && !compact ? 'choice--several' : ''}`}
      {...aria({ role: multiple ? 'group' : 'radiogroup', label })}
    >
      {compact ? null : (
        <View className="choice__label" {...aria({ hidden: true })}>
          {label}
        </View>
      )}
      <View className="choice__options">
        {options.map(option => {
          const on = value.includes(option.value);
          return (
            <Pressable
              key={option.value}
              role={multiple ? 'checkbox' : 'radio'}
              checked={on}
              className={`choice__option ${on ? 'choice__option--on' : ''}`}
              onPress={() => toggle(option.value)}
            >
              {option.label}
            </Pressable>
          );
        })}
      </View>
      <FieldNote error={error} />
    </View>
  );
}
