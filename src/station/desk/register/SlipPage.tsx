import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { qrPicture } from '@app/components/qr';
import { inBrowser, print } from '@app/services/device';
import { keepSlip } from '@app/services/slip/picture';
import type { Slip } from '@app/services/slip/slip';
import { Image, View } from '@tarojs/components';
import { useState } from 'react';

type Saving = 'under' | 'saved' | 'failed' | undefined;

/** The slip as it will be on paper, and the ways to hand it over. */
export function SlipPage({ slip, onNext }: { slip: Slip; onNext: () => void }) {
  const [saving, setSaving] = useState<Saving>();
  const save = async () => {
    setSaving('under');
    // Shown large on the screen, the picture speaks for itself.
    await keepSlip(slip).then(
      kept => setSaving(kept === 'album' ? 'saved' : undefined),
      () => setSaving('failed'),
    );
  };
  return (
    <View>
      <View className="slip">
        <View className="slip__station">{slip.station}</View>
        <View className="slip__title">{slip.title}</View>
        <View className="slip__who">{slip.who}</View>
        {slip.facts.map(({ name, value }) => (
          <View key={name} className="slip__fact">
            <View className="slip__name">{name}</View>
            <View className="slip__value">{value}</View>
          </View>
        ))}
        {slip.qr && slip.digits ? (
          <View className="slip__code">
            <View {...aria({ role: 'img', label: `${slip.who}的入场二维码` })}>
              <Image className="slip__picture" src={qrPicture(slip.qr)} mode="aspectFit" />
            </View>
            <View className="slip__said">扫不出来时，报这个号</View>
            <View
              className="slip__digits"
              {...aria({ role: 'text', label: slip.digits.split('').join(' ') })}
            >
              {slip.digits}
            </View>
          </View>
        ) : null}
        <View className="slip__advice">{slip.advice}</View>
      </View>
      <View className="slip-page__tools">
        {saving === 'saved' ? (
          <Notice kind="done" title={inBrowser ? '图片存好了' : '图片存到手机相册了'} />
        ) : null}
        {saving === 'failed' ? (
          <Notice kind="error" title="图片没有画出来" text="请截屏，或把六位号抄给对方。" />
        ) : null}
        {inBrowser ? (
          <Button look="primary" onPress={print}>
            打印
          </Button>
        ) : null}
        <Button
          look={inBrowser ? 'plain' : 'primary'}
          busy={saving === 'under'}
          busyText="正在画…"
          onPress={() => void save()}
        >
          保存图片
        </Button>
        <Button onPress={onNext}>再登记一位</Button>
      </View>
    </View>
  );
}
