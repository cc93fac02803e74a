import { Textarea, View } from '@tarojs/components';
import { aria } from './aria';
import { FieldNote } from './FieldNote';
import './Field.scss';
import './LongField.scss';

export type LongFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  placeholder?: string;
  hint?: string;
  error?: string;
  required?: boolean;
};

/** Several lines to fill in. */
export function LongField(props: LongFieldProps) {
  const { label, value, onChange, maxLength, placeholder, hint, error, required } = props;
  return (
    <View className="field">
      <View className="field__label" {...aria({ hidden: true })}>
        {label}
        {required ? null : <View className="field__optional">（可不填）</View>}
      </View>
      <Textarea
        className={`field__input long-field ${error ? 'field__input--wrong' : ''}`}
        value={value}
        maxlength={maxLength}
        placeholder={placeholder}
        placeholderClass="field__placeholder"
        autoHeight
        disableDefaultPadding
        onInput={event => onChange(event.detail.value)}
        {...aria({ label: [label, hint, error].filter(Boolean).join('，') })}
      />
      <FieldNote hint={hint} error={error} />
    </View>
  );
}
