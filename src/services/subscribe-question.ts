import Taro from '@tarojs/taro';

/**
 * Puts WeChat's own question about some templates. It shows only straight in a tap, before anything is awaited. Answers
 * by template, `accept` for yes; none where it cannot be asked, as when somebody has switched messages off altogether.
 */
export async function question(templateIds: string[]): Promise<Record<string, string>> {
  const option = { tmplIds: templateIds } as Parameters<typeof Taro.requestSubscribeMessage>[0];
  const answer = await Taro.requestSubscribeMessage(option).catch(() => ({}) as Record<string, string>);
  return Object.fromEntries(Object.entries(answer).filter(([id]) => templateIds.includes(id))) as Record<
    string,
    string
  >;
}
