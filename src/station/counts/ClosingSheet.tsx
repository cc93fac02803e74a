import { Button } from '@app/components/Button';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import { View } from '@tarojs/components';
import { useState } from 'react';

type Asked = {
  activityId: string;
  sessionId: string;
  onClose: () => void;
  onDone: () => void;
};

/** Closes a session's figures before they close by themselves. */
export function CloseSheet({ activityId, sessionId, onClose, onDone }: Asked) {
  const close = useAction('counts.close');
  const save = async () => {
    if (await close.run({ activityId, sessionId })) onDone();
  };
  return (
    <Sheet open title="现在截止这一场的人数？" onClose={onClose}>
      <Notice
        kind="info"
        title="截止后报出去的数就不变了"
        text="后来补上的会另外列出来。要改，写明原因可以重新打开。"
      />
      {close.error ? <Notice kind="error" title={close.error.message} /> : null}
      <View className="counts__buttons">
        <Button look="primary" busy={close.busy} onPress={() => void save()}>
          截止
        </Button>
      </View>
    </Sheet>
  );
}

/** Opens closed figures again, with a reason. */
export function ReopenSheet({ activityId, sessionId, onClose, onDone }: Asked) {
  const [why, setWhy] = useState('');
  const reopen = useAction('counts.reopen');
  const save = async () => {
    if (await reopen.run({ activityId, sessionId, why })) onDone();
  };
  return (
    <Sheet open title="重新打开这一场的人数？" onClose={onClose}>
      <LongField
        label="原因（会留下记录）"
        value={why}
        onChange={setWhy}
        maxLength={100}
        placeholder="例如：有一张纸质签到表没有登"
        required
      />
      {reopen.error ? <Notice kind="error" title={reopen.error.message} /> : null}
      <View className="counts__buttons">
        <Button look="primary" busy={reopen.busy} disabled={why.trim() === ''} onPress={() => void save()}>
          重新打开
        </Button>
      </View>
    </Sheet>
  );
}
