import { Notice } from '@app/components/Notice';
import type { AppError } from '@core/refusal';

/** Why a door did not open, and what to do about it. */
export function NoDoor({
  error,
  again,
  work = '签到',
}: {
  error: AppError;
  again: () => void;
  /** What it was to be opened for. */
  work?: '签到' | '签退';
}) {
  const offline = error.code === 'network.offline';
  return (
    <Notice
      kind={offline ? 'offline' : 'error'}
      title={offline ? '网络不通，这台手机上还没有名单' : '没有打开'}
      text={offline ? `先到有信号的地方打开一次，名单存好了，没有网络也能${work}。` : error.message}
      action={error.code === 'caller.forbidden' ? undefined : { text: '再试一次', onPress: again }}
    />
  );
}
