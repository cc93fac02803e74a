import { aria } from '@app/components/aria';
import { Pressable } from '@app/components/Pressable';
import { View } from '@tarojs/components';
import type { PersonDraft } from './form';
import { lastParty, toggled } from './known';

/** Known people to tap instead of typing: on while they are in the party. Nothing where nobody is known. */
export function KnownPeople(props: {
  known: readonly PersonDraft[];
  people: PersonDraft[];
  max: number;
  onChange: (people: PersonDraft[]) => void;
}) {
  const { known, people, max, onChange } = props;
  if (known.length === 0) return null;
  const last = lastParty();
  const isLast = last.length === people.length && last.every((one, at) => one.name === people[at]?.name);
  return (
    <View className="register__known" {...aria({ role: 'group', label: '常报的人' })}>
      <View className="register__hint">常报的人，点一下就填好</View>
      <View className="register__chips">
        {known.map(one => {
          const on = people.some(person => person.name === one.name);
          return (
            <Pressable
              key={one.name}
              role="checkbox"
              checked={on}
              className={`register__chip ${on ? 'register__chip--on' : ''}`}
              onPress={() => onChange(toggled(people, one, max))}
            >
              {one.name}
            </Pressable>
          );
        })}
        {last.length > 1 && last.length <= max && !isLast ? (
          <Pressable className="register__chip" onPress={() => onChange(last)}>
            {`和上次一样（${last.length} 人）`}
          </Pressable>
        ) : null}
      </View>
    </View>
  );
}
