import './Field.scss';
import { FieldNote } from './FieldNote';
import type { LongFieldProps } from './LongField';
import './LongField.scss';

/** Several lines to fill in, as the browser's own element: Taro's would bring its web components along. */
export function LongField(props: LongFieldProps) {
  const { label, value, onChange, maxLength, placeholder, hint, error, required } = props;
  return (
    <div className="field">
      <div className="field__label" aria-hidden="true">
        {label}
        {required ? null : <span className="field__optional">（可不填）</span>}
      </div>
      <textarea
        className={`field__input long-field ${error ? 'field__input--wrong' : ''}`}
        value={value}
        maxLength={maxLength}
        rows={3}
        placeholder={placeholder}
        onChange={event => onChange(event.target.value)}
        aria-label={[label, hint, error].filter(Boolean).join('，')}
      />
      <FieldNote hint={hint} error={error} />
    </div>
  );
}
