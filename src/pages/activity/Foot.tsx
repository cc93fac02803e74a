import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { View } from '@tarojs/components';
import type { Foot as Words } from './offer';

/** The one thing to do, or why there is nothing to do. */
export function Foot({
  foot,
  mustChoose,
  onPress,
}: {
  foot: Words;
  mustChoose: boolean;
  onPress: () => void;
}) {
  if (mustChoose && foot.goes) {
    return (
      <View>
        <Button look="primary" disabled onPress={onPress}>
          请先在上面选一场
        </Button>
      </View>
    );
  }
  return (
    <View>
      {foot.remark ? <View className="foot__remark">{foot.remark}</View> : null}
      {foot.goes ? (
        <Button look="primary" onPress={onPress}>
          {foot.text}
        </Button>
      ) : (
        <View className="foot__sentence" {...aria({ role: 'status' })}>
          {foot.text}
        </View>
      )}
    </View>
  );
}
