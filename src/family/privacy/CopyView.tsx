import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { type Saved, saveText } from '@app/services/saving';
import type { CopyPart } from '@core/privacy/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Copy, copyText } from './copy-text';

const outcomes: Record<Saved, string> = {
  saved: '好了。',
  copied: '这台设备不能存文件，内容已经复制，可以粘贴到别处。',
  left: '没有保存。',
};

/** What is held, to read and to save: every part there is in the reply, whatever it is about. */
export function CopyView({ copy }: { copy: Copy }) {
  const [saved, setSaved] = useState<Saved | undefined>();
  const save = async () => setSaved(await saveText('我的资料-月月有约.json', copyText(copy)));
  return (
    <View className="privacy__copy">
      {copy.parts.map(part => (
        <Part key={part.title} part={part} />
      ))}
      <Button onPress={() => void save()}>存成文件，或发给自己</Button>
      {saved ? (
        <View className="privacy__faint" {...aria({ role: 'status', live: 'polite' })}>
          {outcomes[saved]}
        </View>
      ) : null}
    </View>
  );
}

function Part({ part: { title, entries, empty = '' } }: { part: CopyPart }) {
  return (
    <View className="privacy__part">
      <View className="privacy__title" {...aria({ role: 'heading' })}>
        {entries.length > 0 ? `${title}（${entries.length}）` : title}
      </View>
      {entries.length > 0 ? null : <View className="privacy__faint">{empty}</View>}
      {entries.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry of a copy has nothing but its place
        <View key={at} className="privacy__entry">
          {entry.title}
          {entry.lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor has a line of one
            <View key={place} className="privacy__faint">
              {line}
            </View>
          ))}
        </View>
      ))}
    </View>
  );
}
