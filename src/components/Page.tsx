import { isElderMode, textScale } from '@app/services/settings';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type ReactNode, useEffect } from 'react';
import { DemoBar } from './DemoBar';
import './Page.scss';
import { type Tab, TabBar } from './TabBar';
import { TopBar } from './TopBar';

/**
 * A page's frame: title, text size, safe areas, and a bar at the bottom for the one thing to do next. `wide` lets
 * staff's tables use a PC's window; `elder` overrides the remembered 长辈版 while it is being switched.
 */
export function Page(props: {
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  tab?: Tab;
  wide?: boolean;
  elder?: boolean;
  className?: string;
}) {
  const { title, children, footer, tab, wide = false, elder = isElderMode(), className = '' } = props;
  useEffect(() => {
    Taro.setNavigationBarTitle({ title });
  }, [title]);
  const modifiers = [
    elder ? 'page--elder' : `page--${textScale()}`,
    wide && 'page--wide',
    footer && 'page--footed',
    tab && 'page--tabbed',
    className,
  ];
  return (
    <View className={`page ${modifiers.filter(Boolean).join(' ')}`}>
      <TopBar title={title} back={!tab} />
      <View className="page__body">{children}</View>
      {footer ? <View className="page__footer">{footer}</View> : null}
      {tab ? <TabBar tab={tab} /> : null}
      <DemoBar />
    </View>
  );
}
