import { Button } from '@app/components/Button';
import { Pressable } from '@app/components/Pressable';
import { may } from '@app/services/may';
import { open } from '@app/services/open';
import { appealsPage, callsPage, editPage, importPage } from '@app/services/station-links';
import type { HeldGrant } from '@core/kernel/roles';
import { View } from '@tarojs/components';

/** Where a station's desk leads, for whom its roles let: writing activities, phoning people, appeals. */
export function DeskLinks({
  stationId,
  grants,
  now,
}: {
  stationId: string;
  grants: readonly HeldGrant[];
  now: number;
}) {
  return (
    <>
      {may(grants, 'activity.write', { stationId }, now) ? (
        <View className="desk__entries">
          <Pressable
            className="desk__entry desk__entry--import"
            label="导入计划，一张表格变成全年活动"
            onPress={() => open(importPage(stationId))}
          >
            <View className="desk__entry-name">导入计划</View>
            <View className="desk__entry-hint">用一张表格</View>
          </Pressable>
          <Pressable
            className="desk__entry"
            label="新建活动，自己填写一个"
            onPress={() => open(editPage(stationId))}
          >
            <View className="desk__entry-name">新建活动</View>
            <View className="desk__entry-hint">自己填一个</View>
          </Pressable>
        </View>
      ) : null}

      {may(grants, 'people.read', { stationId }, now) ? (
        <View className="desk__calls">
          <Button size="small" onPress={() => open(callsPage(stationId))}>
            待电话：收不到消息的人
          </Button>
          {may(grants, 'noshow.decide', { stationId }, now) ? (
            <View className="desk__appeals">
              <Button size="small" onPress={() => open(appealsPage(stationId))}>
                未到场的申诉
              </Button>
            </View>
          ) : null}
        </View>
      ) : null}
    </>
  );
}
