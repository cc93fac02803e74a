import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { View } from '@tarojs/components';
import type { PublishingAll } from './usePublishAll';

type Props = {
  open: boolean;
  /** What publishing is called here: 发布, or 提交审核 where the district has the last word. */
  verb: string;
  /** How many drafts there are, as it is written: 「20+」 where more follow. */
  drafts: string;
  trusted: boolean;
  publishing: { progress: PublishingAll | undefined };
  onStart: () => void;
  onClose: () => void;
};

/** Asks before all of a station's drafts are published, and shows how far that is. */
export function PublishAllSheet({ open, verb, drafts, trusted, publishing, onStart, onClose }: Props) {
  const { progress } = publishing;
  return (
    <Sheet open={open} title={`全部${verb}？`} onClose={onClose}>
      <View className="activity-actions">
        {progress ? (
          <Notice
            kind={progress.error ? 'error' : progress.running ? 'info' : 'done'}
            title={
              progress.running
                ? `正在${verb}，已完成 ${progress.done} 个…`
                : progress.error
                  ? `${progress.error.message}已${verb} ${progress.done} 个，其余还是草稿。`
                  : `${progress.done} 个活动已${progress.submitted > 0 ? '提交审核' : '发布'}`
            }
          />
        ) : (
          <Notice
            kind="info"
            title={`${drafts} 个草稿会一个个${verb}`}
            text={trusted ? '发布后居民马上能看到、能报名。' : '区里审核通过后，居民才看得到。'}
          />
        )}
        {progress && !progress.running && !progress.error ? (
          <Button look="primary" onPress={onClose}>
            完成
          </Button>
        ) : (
          <Button look="primary" busy={progress?.running ?? false} onPress={onStart}>
            {progress?.error ? '接着来' : `全部${verb}`}
          </Button>
        )}
      </View>
    </Sheet>
  );
}
