import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Pressable } from './Pressable';
import './TopBar.scss';

/** The bar WeChat draws above every page: the way back and the title. */
export function TopBar({ title, back }: { title: string; back: boolean }) {
  const goBack = () => {
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
    else void Taro.switchTab({ url: '/pages/calendar/index' });
  };
  return (
    <View className="top-bar">
      {back ? (
        <Pressable className="top-bar__back" label="返回" onPress={goBack}>
          <span aria-hidden="true" className="top-bar__arrow" />
        </Pressable>
      ) : null}
      <h1 className="top-bar__title">{title}</h1>
    </View>
  );
}
