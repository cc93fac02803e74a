import { View } from '@tarojs/components';
import { useState } from 'react';
import { defaults } from '../core/activity';
import { aria } from './aria';
import { Pressable } from './Pressable';
import './QueueExplained.scss';

const answers = [
  '名额满了可以排队候补，按先来后到排。',
  '有人退出时，从最前面起，第一家人数坐得下的马上补上，不用您再点什么。',
  '一家人一起排、一起补上，不会拆开。人多暂时坐不下的，位置给您留着。',
  `活动开始前 ${defaults.promotionCutOff} 分钟起不再自动补位，可以到现场问工作人员。`,
];

/** 「什么时候轮到我」, for whoever wonders how the queue moves. */
export function QueueExplained({ open: openAtFirst = false }: { open?: boolean }) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <View className="queue">
      <Pressable className="queue__question" expanded={open} onPress={() => setOpen(!open)}>
        <View>满了以后，什么时候轮到我？</View>
        <View className="queue__sign" {...aria({ hidden: true })}>
          {open ? '收起' : '展开'}
        </View>
      </Pressable>
      {open
        ? answers.map(answer => (
            <View key={answer} className="queue__answer">
              {answer}
            </View>
          ))
        : null}
    </View>
  );
}
