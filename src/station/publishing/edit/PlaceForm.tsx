import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import type { Venue } from '@core/places/contract';
import type { Place } from '@core/programme/activity';
import { View } from '@tarojs/components';
import type { DraftForm } from './draft-form';
import type { Problems } from './draft-writing';

const elsewhere = 'elsewhere';

const venueText = ({ name, capacity }: Venue) => (capacity === null ? name : `${name}（${capacity} 人）`);

/** Where it is: one of the station's venues, another place in words, online, or not decided yet. */
export function PlaceForm(props: {
  form: DraftForm;
  venues: readonly Venue[];
  problems: Problems;
  onChange: (change: Partial<DraftForm>) => void;
}) {
  const { form, venues, problems, onChange } = props;
  const chooseVenue = (venueId: string) => {
    const venue = venues.find(one => one.venueId === venueId);
    onChange(venue ? { venueId, placeText: venue.name } : { venueId: '', placeText: '' });
  };
  return (
    <View className="edit__section">
      <View className="edit__heading">在哪里</View>
      <Choice
        label="地点"
        options={[
          { value: 'venue', label: '有地点' },
          { value: 'online', label: '线上' },
          { value: 'undecided', label: '待定' },
        ]}
        value={[form.placeKind]}
        onChange={([next]) => onChange({ placeKind: next as Place['kind'], venueId: '', placeText: '' })}
        error={form.placeKind === 'venue' && venues.length > 0 ? problems.place : undefined}
      />
      {form.placeKind === 'venue' && venues.length > 0 ? (
        <Choice
          label="场地"
          options={[
            ...venues.map(venue => ({ value: venue.venueId, label: venueText(venue) })),
            { value: elsewhere, label: '别的地方' },
          ]}
          value={[form.venueId || elsewhere]}
          onChange={([next]) => chooseVenue(next ?? elsewhere)}
        />
      ) : null}
      {form.placeKind === 'venue' && form.venueId === '' ? (
        <Field
          label="写明地点"
          value={form.placeText}
          onChange={placeText => onChange({ placeText })}
          required
          placeholder="例如：青山公园东门"
          error={venues.length > 0 ? undefined : problems.place}
        />
      ) : null}
      {form.placeKind === 'online' ? (
        <Field
          label="线上在哪里"
          value={form.placeText}
          onChange={placeText => onChange({ placeText })}
          placeholder="例如：文化馆视频号直播"
        />
      ) : null}
    </View>
  );
}
