import { dayText } from '@core/kernel/dates';
import type { Theme } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { aria } from './aria';
import './ThemeBanner.scss';

/** The month's theme, under a seal as on a printed calendar. `solemn` takes the seal's red away. */
export function ThemeBanner({ theme, solemn = false }: { theme: Theme; solemn?: boolean }) {
  return (
    <View
      className={`theme-banner ${solemn ? 'theme-banner--solemn' : ''}`}
      {...aria({ role: 'region', label: `${theme.areaName}本月主题` })}
    >
      <View className="theme-banner__seal" {...aria({ hidden: true })}>
        <View>本月</View>
        <View>主题</View>
      </View>
      <View className="theme-banner__words">
        <View className="theme-banner__title">{theme.title}</View>
        {theme.slogan ? <View className="theme-banner__slogan">{theme.slogan}</View> : null}
        {theme.pushDay ? (
          <View className="theme-banner__slogan">{`推动日 ${dayText(theme.pushDay)}`}</View>
        ) : null}
      </View>
    </View>
  );
}
