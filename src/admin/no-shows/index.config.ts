export default definePageConfig({ navigationBarTitleText: '未到场规则' });
