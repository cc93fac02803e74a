import Taro from '@tarojs/taro';

/** Stands in for WeChat's question in the demonstration: it asks in plain words. */
export async function question(templateIds: string[]): Promise<Record<string, string>> {
  const { confirm } = await Taro.showModal({
    title: '演示：微信会这样问',
    content: `允许“月月有约”给您发消息吗？（${templateIds.length} 种，每种一条）`,
    confirmText: '允许',
    cancelText: '取消',
  });
  return Object.fromEntries(templateIds.map(id => [id, confirm ? 'accept' : 'reject']));
}
