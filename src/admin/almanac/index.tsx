import { Choice } from '@app/components/Choice';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useQuery } from '@app/hooks/useQuery';
import { View } from '@tarojs/components';
import { useState } from 'react';
import '@app/components/staff.scss';
import { DaysOff } from './DaysOff';
import './index.scss';
import { areasKept } from '@app/admin/areas/reach';
import { OwnDays } from './OwnDays';

/** What an admin keeps up to date in the calendar: the nation's days off where the whole platform is theirs, and an area's own days. */
export default function Almanac() {
  const me = useQuery('me.view', {}, { keep: true });
  const areas = useQuery('area.list', {}, { keep: true });
  const [part, setPart] = useState('daysOff');
  return (
    <Page title="日历维护" wide className="staff">
      <Loaded query={me}>
        {({ grants }) => (
          <Loaded query={areas}>
            {found => {
              const kept = areasKept(grants, found.areas);
              const first = kept[0];
              if (!first) {
                return (
                  <Notice
                    kind="empty"
                    title="这里由地区的管理员维护"
                    text="需要修改日历，请联系区文旅局的管理员。"
                  />
                );
              }
              const ofAll = kept.some(({ area }) => area.parentId === null);
              return (
                <View className="almanac">
                  {ofAll ? (
                    <Choice
                      compact
                      label="维护什么"
                      options={[
                        { value: 'daysOff', label: '放假安排' },
                        { value: 'days', label: '本地的日子' },
                      ]}
                      value={[part]}
                      onChange={([next]) => setPart(next ?? part)}
                    />
                  ) : null}
                  {ofAll && part === 'daysOff' ? <DaysOff /> : <OwnDays kept={kept} />}
                </View>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
