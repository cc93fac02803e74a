import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Pressable } from '@app/components/Pressable';
import { isChild } from '@core/household/family';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { View } from '@tarojs/components';
import { nobody, type PersonDraft, type Problems, phoneAt } from './form';

const ORDER = [
  '第一位',
  '第二位',
  '第三位',
  '第四位',
  '第五位',
  '第六位',
  '第七位',
  '第八位',
  '第九位',
  '第十位',
];

/**
 * Who is coming: one or several, each with a name; a phone for the first who has one; an age only among `ages`, the
 * bands that seats are kept for, or `only`, those the activity is for.
 */
export function People(props: {
  people: PersonDraft[];
  max: number;
  phoneRequired: boolean;
  ages: readonly AgeBand[];
  only?: readonly AgeBand[];
  problems: Problems;
  /** Why a phone is asked for, where it is not for the reader's own sake. */
  phoneHint?: string;
  onChange: (people: PersonDraft[]) => void;
}) {
  const { people, max, phoneRequired, ages, only = [], problems, phoneHint, onChange } = props;
  const withPhone = phoneAt(people);
  const change = (at: number, part: Partial<PersonDraft>) =>
    onChange(people.map((person, other) => (other === at ? { ...person, ...part } : person)));
  return (
    <View>
      {people.map((person, at) => {
        const who = ORDER[at] ?? `第${at + 1}位`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: people in a form have nothing but their place
          <View key={at} className="register__person" {...aria({ role: 'group', label: who })}>
            <View className="register__who">
              <View className="register__nth">{who}</View>
              {people.length > 1 ? (
                <Pressable
                  className="register__remove"
                  label={`去掉${who}${person.name}`}
                  onPress={() => onChange(people.filter((_, other) => other !== at))}
                >
                  去掉
                </Pressable>
              ) : null}
            </View>
            <Field
              label={people.length > 1 ? `${who}的姓名或称呼` : '姓名或称呼'}
              required
              value={person.name}
              placeholder="小孩可以只写小名"
              error={problems[`party.${at}.name`]}
              onChange={name => change(at, { name })}
            />
            {at === withPhone ? (
              <Field
                label="电话"
                type="phone"
                required={phoneRequired}
                maxLength={24}
                value={person.phone}
                hint={phoneHint ?? (phoneRequired ? '有变动时打给您' : '留了电话，改期时好通知您')}
                error={problems[`party.${at}.phone`]}
                onChange={phone => change(at, { phone })}
              />
            ) : null}
            {at > 0 || (only.length > 0 && people.length > 1) ? (
              <Choice
                label="怎么来"
                options={[
                  { value: 'joins', label: '一起参加' },
                  { value: 'accompanies', label: '陪同' },
                ]}
                value={[person.accompanying ? 'accompanies' : 'joins']}
                onChange={([value]) => change(at, { accompanying: value === 'accompanies' })}
                error={problems[`party.${at}.accompanying`]}
              />
            ) : null}
            {only.length > 0 && !person.accompanying ? (
              <Choice
                required
                label="年龄"
                options={only.map(value => ({ value, label: ageBands[value] }))}
                value={person.ageBand ? [person.ageBand] : []}
                onChange={([value]) => change(at, { ageBand: value as AgeBand })}
                error={problems[`party.${at}.ageBand`]}
              />
            ) : ages.length > 0 ? (
              <Choice
                optional
                label="年龄（不在这里面就不用选）"
                options={ages.map(value => ({ value, label: ageBands[value] }))}
                value={person.ageBand ? [person.ageBand] : []}
                onChange={([value]) => change(at, { ageBand: value as AgeBand | undefined })}
              />
            ) : isChild(person) ? (
              <View className="register__hint register__child">14 岁以下，由监护人添加</View>
            ) : null}
          </View>
        );
      })}
      {people.length < max ? (
        <Button onPress={() => onChange([...people, nobody])}>再加一位同行的人</Button>
      ) : (
        <View className="register__full">{`这个活动一次最多报 ${max} 人，人多请给站点打电话`}</View>
      )}
    </View>
  );
}
