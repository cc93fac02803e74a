import { shine } from '@app/services/screen';
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';

/** Lights the screen up and keeps it on while what uses it is in sight. */
export function useShine(): void {
  const [inSight, setInSight] = useState(true);
  useDidShow(() => setInSight(true));
  useDidHide(() => setInSight(false));
  useEffect(() => (inSight ? shine() : undefined), [inSight]);
}
