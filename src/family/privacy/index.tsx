import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { familyPage, noShowsPage } from '@app/services/links';
import { open } from '@app/services/open';
import type { Output } from '@core/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { CopyView } from './CopyView';
import { DeleteSheet } from './DeleteSheet';
import './index.scss';
import { useCopy } from './useCopy';

const promises = [
  '只存报名要用的：姓名或称呼，您愿意留的电话，活动问的问题。不要身份证号，不要照片。',
  '加密保存。名单上只显示“王*兰”这样的名字；工作人员看全名和电话，每次都留下记录，您也看得到。',
  '活动结束后自动删除：孩子的满 30 天，大人的一般满 180 天。只留下人数和“王*兰”这样的名字。',
];

/** What is held about a resident: how it is kept, all of it to read and save, and the way to delete it. */
export default function PrivacyPage() {
  const mine = useCopy();
  const [asking, setAsking] = useState(false);
  const [deleted, setDeleted] = useState<Output<'privacy.delete'>['state'] | undefined>();
  const finish = (state: Output<'privacy.delete'>['state']) => {
    setAsking(false);
    mine.forget();
    setDeleted(state);
  };
  return (
    <Page title="我的资料与隐私">
      <View className="privacy__title" {...aria({ role: 'heading' })}>
        怎么保管您的资料
      </View>
      {promises.map(line => (
        <View key={line} className="privacy__line">
          {line}
        </View>
      ))}
      <Button onPress={() => open(familyPage)}>看看存着的家人</Button>
      <View className="privacy__gap" />
      <Button onPress={() => open(noShowsPage)}>未到场记录</Button>

      <View className="privacy__title" {...aria({ role: 'heading' })}>
        查看和带走
      </View>
      <View className="privacy__line">存着的每一项，还有谁看过您的姓名电话，都能看，也能存成文件。</View>
      {mine.error ? <Notice kind="error" title={mine.error.message} /> : null}
      {mine.copy ? (
        <CopyView copy={mine.copy} />
      ) : (
        <Button look="primary" busy={mine.busy} busyText="正在取…" onPress={() => void mine.load()}>
          查看我的全部资料
        </Button>
      )}

      <View className="privacy__title" {...aria({ role: 'heading' })}>
        删除
      </View>
      <View className="privacy__line">
        随时可以全部删除。站点工作身份不在其中，要取消请找站点负责人；工作人员在现场代您登记的，活动结束后同样自动删除。
      </View>
      {deleted ? (
        <Notice
          kind="done"
          title={deleted === 'done' ? '已经全部删除' : '正在删除'}
          text={
            deleted === 'done'
              ? '这里不再存有您的姓名、电话和回答。'
              : '报名比较多，几分钟内删完，不用等在这里。'
          }
        />
      ) : (
        <Button look="danger" onPress={() => setAsking(true)}>
          删除我的全部资料
        </Button>
      )}
      {asking ? <DeleteSheet onClose={() => setAsking(false)} onDeleted={finish} /> : null}
    </Page>
  );
}
