import { View } from '@tarojs/components';
import { aria } from '../../components/aria';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Field } from '../../components/Field';
import { Pressable } from '../../components/Pressable';
import { nobody, type PersonDraft, type Problems } from './form';

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

/** Who is coming: one or several, each with a name; a phone for the first where the activity needs one. */
export function People(props: {
  people: PersonDraft[];
  max: number;
  phoneRequired: boolean;
  problems: Problems;
  onChange: (people: PersonDraft[]) => void;
}) {
  const { people, max, phoneRequired, problems, onChange } = props;
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
            {at === 0 ? (
              <Field
                label="电话"
                type="phone"
                required={phoneRequired}
                maxLength={24}
                value={person.phone}
                hint={phoneRequired ? '有变动时打给您' : '留了电话，改期时好通知您'}
                error={problems[`party.${at}.phone`]}
                onChange={phone => change(at, { phone })}
              />
            ) : (
              <Choice
                label="怎么来"
                options={[
                  { value: 'joins', label: '一起参加' },
                  { value: 'accompanies', label: '陪同' },
                ]}
                value={[person.accompanying ? 'accompanies' : 'joins']}
                onChange={([value]) => change(at, { accompanying: value === 'accompanies' })}
              />
            )}
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
