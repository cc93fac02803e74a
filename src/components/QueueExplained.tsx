import { defaults } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { aria } from './aria';
import { Pressable } from './Pressable';
import './QueueExplained.scss';
import { momentText } from './when';

/** What the rule is, each in a breath; pools as the activity's own page knows them. */
function answers(pools: ActivityView['pools']): string[] {
  return [
    '名额满了可以排队候补，按先来后到排。',
    '有人退出时，从最前面起，第一家人数坐得下的马上补上，不用您再点什么。',
    '一家人一起排、一起补上，不会拆开。人多暂时坐不下的，位置给您留着。',
    '改少人，位置不变；加人，要从队尾排起。',
    ...pools.map(({ name, releasesAt }) =>
      releasesAt
        ? `${name}没用完的，${momentText(releasesAt)} 起给大家，也按这个顺序。`
        : `${name}一直留着，不给别人。`,
    ),
    `活动开始前 ${defaults.promotionCutOff} 分钟起不再自动补位，可以到现场问工作人员。`,
  ];
}

/** 「什么时候轮到我」, for whoever wonders how the queue moves. */
export function QueueExplained(props: { open?: boolean; pools?: ActivityView['pools'] }) {
  const [open, setOpen] = useState(props.open ?? false);
  return (
    <View className="queue">
      <Pressable className="queue__question" expanded={open} onPress={() => setOpen(!open)}>
        <View>满了以后，什么时候轮到我？</View>
        <View className="queue__sign" {...aria({ hidden: true })}>
          {open ? '收起' : '展开'}
        </View>
      </Pressable>
      {open
        ? answers(props.pools ?? []).map(answer => (
            <View key={answer} className="queue__answer">
              {answer}
            </View>
          ))
        : null}
    </View>
  );
}
