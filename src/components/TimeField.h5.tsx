import './Field.scss';
import { weekdayText } from '@core/kernel/dates';
import { FieldNote } from './FieldNote';
import type { TimeFieldProps } from './TimeField';
import './TimeField.scss';

/** A date or a time, by the browser's own picker: typing works too, which a PC is for. */
export function TimeField({ label, kind, value, onChange, emptyText, error }: TimeFieldProps) {
  return (
    <div className="time-field">
      <div className="field__label" aria-hidden="true">
        {kind === 'date' && value !== '' ? `${label} · ${weekdayText(value)}` : label}
        {emptyText && value === '' ? <span className="field__optional">（{emptyText}）</span> : null}
      </div>
      <input
        className={`field__input time-field__input ${error ? 'field__input--wrong' : ''}`}
        type={kind}
        value={value}
        onChange={event => onChange(event.target.value)}
        aria-label={[label, value === '' ? emptyText : '', error].filter(Boolean).join('，')}
      />
      <FieldNote error={error} />
    </div>
  );
}
