import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useQuery } from '@app/hooks/useQuery';
import { View } from '@tarojs/components';
import { useState } from 'react';
import '@app/components/staff.scss';
import { AreaPicker } from '@app/admin/areas/AreaPicker';
import { areasKept, type KeptArea } from '@app/admin/areas/reach';
import './index.scss';
import { NoShowRuleForm } from './NoShowRuleForm';

/** What an area's admin rules there and for everything below: so far, what follows from no-shows. */
export default function RulesPage() {
  const me = useQuery('me.view', {}, { keep: true });
  const areas = useQuery('area.list', {}, { keep: true });
  return (
    <Page title="未到场规则" wide className="staff">
      <Loaded query={me}>
        {({ grants }) => (
          <Loaded query={areas}>
            {found => {
              const kept = areasKept(grants, found.areas);
              return kept.length > 0 ? (
                <OfArea kept={kept} />
              ) : (
                <Notice kind="empty" title="这里由地区的管理员设" text="需要改动，请联系区文旅局的管理员。" />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function OfArea({ kept }: { kept: KeptArea[] }) {
  const [areaId, setAreaId] = useState(kept[0]!.area.areaId);
  const query = useQuery('area.noShowRule', { areaId });
  return (
    <View className="rules">
      <AreaPicker kept={kept} areaId={areaId} onChoose={setAreaId} />
      <Loaded query={query}>
        {view => (
          <NoShowRuleForm
            key={view.areaId}
            view={view}
            top={kept.some(({ area }) => area.areaId === view.areaId && area.parentId === null)}
            onChanged={() => void query.refresh()}
          />
        )}
      </Loaded>
    </View>
  );
}
