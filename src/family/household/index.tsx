import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useQuery } from '@app/hooks/useQuery';
import type { Family, FamilyPerson } from '@core/household/contract';
import { householdLimit } from '@core/household/family';
import { phoneTail } from '@core/kernel/masking';
import { ageBands } from '@core/programme/activity';
import { View } from '@tarojs/components';
import { useState } from 'react';
import './index.scss';
import { PersonForm } from './PersonForm';
import { RemoveSheet } from './RemoveSheet';

type Doing = { what: 'write' | 'remove'; person?: FamilyPerson } | undefined;

/** The people a resident registers again and again: added, changed, taken off. */
export default function FamilyPage() {
  const query = useQuery('family.list', {}, { keep: true, hold: true });
  const [doing, setDoing] = useState<Doing>();
  const finish = () => {
    setDoing(undefined);
    void query.refresh();
  };
  const people = query.data?.people ?? [];
  return (
    <Page
      title="我的家人"
      footer={
        query.data && people.length < householdLimit ? (
          <Button look="primary" onPress={() => setDoing({ what: 'write' })}>
            添加一位
          </Button>
        ) : undefined
      }
    >
      <View className="family__about">报名时点一下名字就填好了，不用每次写。只有您自己看得到。</View>
      <Loaded query={query}>
        {family =>
          family.people.length === 0 ? (
            <Notice kind="empty" title="还没有存过家人" text="把常替他们报名的爸妈、孩子存在这里。" />
          ) : (
            <View>
              {family.people.map(person => (
                <Person key={person.personId} person={person} onDo={what => setDoing({ what, person })} />
              ))}
              {family.people.length >= householdLimit ? (
                <View className="family__about">{`最多存 ${householdLimit} 位，要添加请先去掉一位。`}</View>
              ) : null}
            </View>
          )
        }
      </Loaded>
      {query.data && doing ? (
        <Sheets key={doing.person?.personId} doing={doing} family={query.data} onDone={finish} />
      ) : null}
    </Page>
  );
}

function Person({ person, onDo }: { person: FamilyPerson; onDo: (what: 'write' | 'remove') => void }) {
  const { name, phone, ageBand } = person;
  return (
    <View className="family__person">
      <View className="family__words">
        <View className="family__name">{name}</View>
        {ageBand || phone ? (
          <View className="family__facts">
            {[ageBand ? ageBands[ageBand] : '', phone ? `电话尾号 ${phoneTail(phone) ?? phone}` : '']
              .filter(Boolean)
              .join('，')}
          </View>
        ) : null}
      </View>
      <View className="family__buttons">
        <Button size="small" label={`修改${name}`} onPress={() => onDo('write')}>
          修改
        </Button>
        <Button size="small" look="quiet" label={`去掉${name}`} onPress={() => onDo('remove')}>
          去掉
        </Button>
      </View>
    </View>
  );
}

function Sheets(props: { doing: NonNullable<Doing>; family: Family; onDone: () => void }) {
  const { doing, family, onDone } = props;
  const { what, person } = doing;
  if (what === 'remove' && person)
    return <RemoveSheet person={person} version={family.version} onDone={onDone} />;
  return <PersonForm person={person} version={family.version} onDone={onDone} />;
}
