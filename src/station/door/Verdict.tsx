import { aria } from '@app/components/aria';
import { Pressable } from '@app/components/Pressable';
import { View } from '@tarojs/components';
import type { Verdict } from './verdict';
import './Verdict.scss';

const signs = { go: '✓', again: '!', stop: '✕', retry: '…' } as const;

/** The verdict as large as the screen is wide: colour, shape and words each say it alone. `onPress` is the one thing that can be done about it. */
export function VerdictPanel(props: { verdict: Verdict; action?: { text: string; onPress: () => void } }) {
  const { verdict, action } = props;
  const { tone, headline, who, detail } = verdict;
  return (
    <View className={`verdict verdict--${tone}`} {...aria({ role: 'alert', live: 'assertive' })}>
      <View className="verdict__main">
        <View className="verdict__shape" {...aria({ hidden: true })}>
          <View className="verdict__sign">{signs[tone]}</View>
        </View>
        <View className="verdict__words">
          <View className="verdict__headline">{headline}</View>
          {who ? <View className="verdict__who">{who}</View> : null}
          <View className="verdict__detail">{detail}</View>
        </View>
      </View>
      {action ? (
        <Pressable className="verdict__action" onPress={action.onPress}>
          {action.text}
        </Pressable>
      ) : null}
    </View>
  );
}
