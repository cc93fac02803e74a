import { View } from '@tarojs/components';
import { Pressable } from './Pressable';
import './SwitchRow.scss';

/** A yes or no with its consequence said beside it. */
export function SwitchRow(props: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  hint?: string;
  disabled?: boolean;
}) {
  const { label, on, onChange, hint, disabled = false } = props;
  return (
    <Pressable
      className="switch-row"
      role="switch"
      checked={on}
      label={hint ? `${label}，${hint}` : label}
      disabled={disabled}
      onPress={() => onChange(!on)}
    >
      <View className="switch-row__words">
        <View className="switch-row__label">{label}</View>
        {hint ? <View className="switch-row__hint">{hint}</View> : null}
      </View>
      <View className={`switch-row__track ${on ? 'switch-row__track--on' : ''}`}>
        <View className="switch-row__knob" />
      </View>
    </Pressable>
  );
}
