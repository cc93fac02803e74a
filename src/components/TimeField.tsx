import { Picker, View } from '@tarojs/components';
import { aria } from './aria';
import { FieldNote } from './FieldNote';
import { Pressable } from './Pressable';
import './Field.scss';
import { dayText } from '@core/kernel/dates';
import './TimeField.scss';

export type TimeFieldProps = {
  label: string;
  /** A Beijing date 'YYYY-MM-DD' or a time 'HH:mm'. */
  kind: 'date' | 'time';
  value: string;
  onChange: (value: string) => void;
  /** What stands there while nothing is chosen; with it, the choice can be taken back. */
  emptyText?: string;
  error?: string;
};

/** A date or a time, by WeChat's own wheels. */
export function TimeField(props: TimeFieldProps) {
  const { label, kind, value, onChange, emptyText, error } = props;
  const shown =
    value === ''
      ? (emptyText ?? '请选择')
      : kind === 'date'
        ? `${value.slice(0, 4)}年${dayText(value)}`
        : value;
  return (
    <View className="time-field">
      <View className="field__label" {...aria({ hidden: true })}>
        {label}
      </View>
      <View className="time-field__line">
        <Picker
          className="time-field__picker"
          mode={kind as 'date'}
          value={value}
          onChange={(event: { detail: { value: string } }) => onChange(event.detail.value)}
        >
          <View
            className={`field__input time-field__input ${error ? 'field__input--wrong' : ''}`}
            {...aria({ role: 'button', label: `${label}：${shown}` })}
          >
            {shown}
          </View>
        </Picker>
        {emptyText && value !== '' ? (
          <Pressable
            className="time-field__clear"
            label={`${label}：${emptyText}`}
            onPress={() => onChange('')}
          >
            清除
          </Pressable>
        ) : null}
      </View>
      <FieldNote error={error} />
    </View>
  );
}
