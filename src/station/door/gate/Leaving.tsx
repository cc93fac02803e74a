import { Button } from '@app/components/Button';
import { Sheet } from '@app/components/Sheet';
import type { Gate } from '@app/station/door/offline-gate';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';

/** Ends the work at this door: the list is wiped from the phone, what is untold stays. */
export function Leaving({ gate, waiting }: { gate: Gate; waiting: number }) {
  const [asking, setAsking] = useState(false);
  const leave = () => {
    gate.leave();
    void Taro.navigateBack().catch(() => Taro.switchTab({ url: '/pages/mine/index' }));
  };
  return (
    <View>
      <Button look="quiet" onPress={() => setAsking(true)}>
        做完了，离开这个门
      </Button>
      <Sheet open={asking} title="离开这个门？" onClose={() => setAsking(false)}>
        <View className="gate__reasons">
          <View>
            {waiting > 0
              ? `这个活动的名单会从这台手机上删掉。还有 ${waiting} 条没同步，会留着；有网络时请再打开一次。`
              : '这个活动的名单会从这台手机上删掉。都同步好了。'}
          </View>
          <Button look="danger" onPress={leave}>
            删掉名单，离开
          </Button>
          <Button onPress={() => setAsking(false)}>再待一会儿</Button>
        </View>
      </Sheet>
    </View>
  );
}
