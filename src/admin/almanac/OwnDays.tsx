import { AreaPicker } from '@app/admin/areas/AreaPicker';
import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Card } from '@app/components/Card';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Tag } from '@app/components/Tag';
import { useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import type { OwnDaysView, OwnDayView } from '@core/almanac/contract';
import type { Input } from '@core/contract';
import { dayText } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { type OwnDayDraft, OwnDayForm } from './OwnDayForm';
import './OwnDays.scss';
import type { KeptArea } from '@app/admin/areas/reach';
import { saidOf } from '@app/admin/areas/refusal-words';

/** The days an area keeps of its own: shown to everybody there and below. */
export function OwnDays({ kept }: { kept: KeptArea[] }) {
  const [areaId, setAreaId] = useState(kept[0]!.area.areaId);
  const query = useQuery('almanac.days', { areaId }, { keep: true });
  return (
    <>
      <AreaPicker kept={kept} areaId={areaId} onChoose={setAreaId} />
      <Loaded query={query}>
        {view => <List key={view.areaId} view={view} onChanged={() => void query.refresh()} />}
      </Loaded>
    </>
  );
}

type Days = Input<'almanac.setDays'>['days'];

function List({ view, onChanged }: { view: OwnDaysView; onChanged: () => void }) {
  const { areaId, areaName, days, above, version } = view;
  /** The name of the day being written, empty for a new one: places move when somebody else writes. */
  const [editing, setEditing] = useState<string | undefined>();
  const [removing, setRemoving] = useState<string | undefined>();
  const store = useAction('almanac.setDays');
  const write = async (next: Days) => {
    const done = await store.run({ areaId, days: next, version });
    onChanged();
    return done !== undefined;
  };
  const put = async (draft: OwnDayDraft) => {
    const known = days.some(day => day.name === editing);
    const next = known
      ? days.map(day => (day.name === editing ? draft : plain(day)))
      : [...days.map(plain), draft];
    if (await write(next)) setEditing(undefined);
  };
  const remove = async (name: string) => {
    await write(days.filter(day => day.name !== name).map(plain));
    setRemoving(undefined);
  };
  return (
    <>
      <View className="almanac__title" {...aria({ role: 'heading' })}>{`${areaName}自己的日子`}</View>
      <View className="almanac__about">
        庙会、建村日、古镇灯会……加在这里，{areaName}和下面各处的居民就能在日历上看到。
      </View>
      {store.error && editing === undefined ? (
        <View className="almanac__notices">
          <Notice
            kind={store.error.code === 'network.offline' ? 'offline' : 'error'}
            title={saidOf(store.error)}
          />
        </View>
      ) : null}
      {days.length === 0 ? <Notice kind="empty" title="还没有加过" /> : null}
      {days.map(day => (
        <Card key={day.name}>
          <View className="own-day__name">
            {day.name}
            {day.solemn ? <Tag>庄重</Tag> : null}
          </View>
          <View className="own-day__when">{`每年${day.when}${yearsOf(day)}`}</View>
          <View className="own-day__when">{nextOf(day)}</View>
          {removing === day.name ? (
            <View className="own-day__buttons">
              <Button look="danger" busy={store.busy} onPress={() => void remove(day.name)}>
                确定去掉
              </Button>
              <Button look="quiet" onPress={() => setRemoving(undefined)}>
                留着
              </Button>
            </View>
          ) : (
            <View className="own-day__buttons">
              <Button label={`改${day.name}`} onPress={() => setEditing(day.name)}>
                改
              </Button>
              <Button look="quiet" label={`去掉${day.name}`} onPress={() => setRemoving(day.name)}>
                去掉
              </Button>
            </View>
          )}
        </Card>
      ))}
      <View className="almanac__buttons">
        <Button look="primary" onPress={() => setEditing('')}>
          加一个日子
        </Button>
      </View>
      {above.length > 0 ? (
        <>
          <View className="almanac__title" {...aria({ role: 'heading' })}>
            从上面带来的
          </View>
          {above.map(day => (
            <View key={`${day.areaName}${day.name}`} className="own-day__above">
              {`${day.name}，每年${day.when}（${day.areaName}）`}
            </View>
          ))}
        </>
      ) : null}
      {editing === undefined ? null : (
        <OwnDayForm
          areaId={areaId}
          day={days.find(day => day.name === editing)}
          busy={store.busy}
          error={store.error}
          onSave={put}
          onClose={() => {
            store.clear();
            setEditing(undefined);
          }}
        />
      )}
    </>
  );
}

/** A day as it is sent: without what only the page shows. */
function plain({ name, rule, since, until, solemn }: OwnDayView): Days[number] {
  return {
    name,
    rule,
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(solemn ? { solemn } : {}),
  };
}

function yearsOf({ since, until }: OwnDayView): string {
  if (since && since === until) return `，只在${since}年`;
  return `${since ? `，从${since}年起` : ''}${until ? `，到${until}年止` : ''}`;
}

function nextOf({ next }: OwnDayView): string {
  const [first] = next;
  return first ? `下一次：${first.slice(0, 4)}年${dayText(first)}` : '以后没有了';
}
