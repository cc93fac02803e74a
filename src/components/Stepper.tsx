import { View } from '@tarojs/components';
import { aria } from './aria';
import { Pressable } from './Pressable';
import './Stepper.scss';

/** A small number, with one tap more or one tap fewer. */
export function Stepper(props: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  unit?: string;
}) {
  const { label, value, onChange, min = 0, max = 999, unit = '' } = props;
  return (
    <View className="stepper" {...aria({ role: 'group', label })}>
      <View className="stepper__label">{label}</View>
      <View className="stepper__controls">
        <Pressable
          className="stepper__button"
          label={`${label}减一`}
          disabled={value <= min}
          onPress={() => onChange(value - 1)}
        >
          −
        </Pressable>
        <View className="stepper__value" {...aria({ live: 'polite' })}>{`${value}${unit}`}</View>
        <Pressable
          className="stepper__button"
          label={`${label}加一`}
          disabled={value >= max}
          onPress={() => onChange(value + 1)}
        >
          +
        </Pressable>
      </View>
    </View>
  );
}
