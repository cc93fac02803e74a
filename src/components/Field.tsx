import { Input, View } from '@tarojs/components';
import { aria } from './aria';
import { FieldNote } from './FieldNote';
import './Field.scss';

type FieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string;
  placeholder?: string;
  required?: boolean;
  /** `phone` and `number` bring up the digits; a foreign number still needs its plus, so phones are typed as text there. */
  type?: 'text' | 'number' | 'phone';
  maxLength?: number;
  onConfirm?: () => void;
};

const keyboards = { text: 'text', number: 'number', phone: 'text' } as const;

/** One line to fill in: what is asked, the answer, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { label, value, onChange, hint, error, placeholder, required, type = 'text', maxLength = 60 } = props;
  return (
    <View className="field">
      <View className="field__label" {...aria({ hidden: true })}>
        {label}
        {required ? null : <View className="field__optional">（可不填）</View>}
      </View>
      <Input
        className={`field__input ${error ? 'field__input--wrong' : ''}`}
        value={value}
        type={keyboards[type]}
        maxlength={maxLength}
        placeholder={placeholder}
        placeholderClass="field__placeholder"
        onInput={event => onChange(String(event.detail.value))}
        onConfirm={props.onConfirm}
        {...aria({ label: [label, hint, error].filter(Boolean).join('，') })}
      />
      <FieldNote hint={hint} error={error} />
    </View>
  );
}
